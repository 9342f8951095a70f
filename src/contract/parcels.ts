import * as v from 'valibot'
import { hash, id, parsedText, recipient, words } from '#contract/records.ts'
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from '#domain/languages.ts'
import { LONGEST } from '#domain/threads/limits.ts'

// What a member locks for an interpreter, and what comes back. Neither names a thread, a reader or the person.

/** A text to translate. */
export type Parcel = {
	v: 1
	kind: 'to-translate'
	desk: string
	parcel: string
	text: string
	/** null: the team does not know. */
	from: InterfaceLanguage | null
	into: InterfaceLanguage
	/** X25519 age recipient the translation is locked for; made for this text alone. */
	recipient: string
}

export type TranslationRecord = { v: 1; kind: 'translation'; desk: string; parcel: string; text: string }

const parcel = v.strictObject({
	v: v.literal(1),
	kind: v.literal('to-translate'),
	desk: hash,
	parcel: id,
	text: words(LONGEST.text),
	from: v.nullable(v.picklist(INTERFACE_LANGUAGES)),
	into: v.picklist(INTERFACE_LANGUAGES),
	recipient,
}) satisfies v.GenericSchema<unknown, Parcel>

const translation = v.strictObject({
	v: v.literal(1),
	kind: v.literal('translation'),
	desk: hash,
	parcel: id,
	text: words(LONGEST.text),
}) satisfies v.GenericSchema<unknown, TranslationRecord>

/** What lies sealed when a translation comes back: the exact text of the record, and the interpreter's signature. */
export const signedTranslation = v.strictObject({ body: v.string(), signature: v.string() })

type Place = { desk: string; parcel: string }

/** @returns null when the content is no text to translate, or was locked under another name or for another team. */
export function readParcel(content: unknown, place: Place): Parcel | null {
	const read = v.safeParse(parcel, content)
	return read.success && isAt(read.output, place) ? read.output : null
}

/** @returns null when `body` is no translation, or one of another text or for another team. */
export function readTranslation(body: string, place: Place): TranslationRecord | null {
	const read = v.safeParse(translation, parsedText(body))
	return read.success && isAt(read.output, place) ? read.output : null
}

function isAt(record: Place, { desk, parcel: name }: Place): boolean {
	return record.desk === desk && record.parcel === name
}
