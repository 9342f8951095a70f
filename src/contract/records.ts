import * as v from 'valibot'
import { day } from '#contract/shapes.ts'
import { REACHES } from '#domain/consent/consent.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import { LONGEST, MOST_INTERPRETERS, MOST_READERS } from '#domain/threads/limits.ts'
import { type PersonRecord, REASONS, type TeamRecord, TOPICS } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { LARGEST_FILE, LARGEST_RECORD, PART_SIZE } from '#vault/outside/format.ts'

// [Note: hostile records] Anybody may seal anything to a team. Every text has a greatest length, no key is accepted
// that is not expected, and half a surrogate pair is refused: two readers could show and hash it differently.

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))
export const id = hex(32)
export const hash = hex(64)
export const words = (longest: number) =>
	v.pipe(
		v.string(),
		v.maxLength(longest),
		v.check((text) => text.isWellFormed()),
	)
const wholeNumber = (least: number, most: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
export const number = wholeNumber(0, Number.MAX_SAFE_INTEGER)
export const recipient = v.pipe(v.string(), v.regex(/^age1[02-9ac-hj-np-z]{58}$/))
export const identity = v.pipe(v.string(), v.regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/))
const rosterHead = v.strictObject({ seq: number, head: hash })

const consent = v.strictObject({
	reach: v.picklist(REACHES),
	totals: v.boolean(),
	keepFrom: words(LONGEST.line),
})

const file = v.strictObject({
	id,
	key: identity,
	size: wholeNumber(0, LARGEST_FILE),
	sha256: hash,
	name: words(LONGEST.fileName),
	type: words(LONGEST.mediaType),
	parts: wholeNumber(1, LARGEST_FILE / PART_SIZE + 1),
	copy: v.picklist(['original', 'clean-copy']),
})

const uncertainDate = v.pipe(
	v.strictObject({ earliest: day, latest: day }),
	v.check(({ earliest, latest }) => earliest <= latest),
)

const fromPerson = { v: v.literal(1), desk: hash, mailbox: id, visit: hex(16), roster: rosterHead }
const later = { ...fromPerson, n: wholeNumber(0, Number.MAX_SAFE_INTEGER) }

export const personRecord = v.variant('kind', [
	v.strictObject({
		...fromPerson,
		kind: v.literal('story'),
		n: wholeNumber(0, 0),
		language: v.picklist(INTERFACE_LANGUAGES),
		reason: v.nullable(v.picklist(REASONS)),
		text: words(LONGEST.text),
		voice: v.nullable(file),
		consent,
		leaveOut: v.pipe(v.array(id), v.maxLength(MOST_READERS + MOST_INTERPRETERS)),
		showAgain: v.boolean(),
		urgent: v.exactOptional(v.boolean()),
		keys: v.strictObject({ recipient, mac: hash, consent: hash }),
		door: v.exactOptional(v.literal('plain')),
	}),
	v.strictObject({
		...later,
		kind: v.literal('addition'),
		topic: v.picklist(TOPICS),
		text: words(LONGEST.text),
		when: v.nullable(uncertainDate),
		urgent: v.exactOptional(v.boolean()),
	}),
	v.strictObject({ ...later, kind: v.literal('file'), file }),
	v.strictObject({ ...later, kind: v.literal('consent'), consent, signature: v.nullable(hex(128)) }),
	v.strictObject({
		...later,
		kind: v.literal('wish'),
		wish: v.picklist(['delete', 'new-contact']),
		text: words(LONGEST.line),
	}),
	v.strictObject({ ...later, kind: v.literal('read'), upTo: wholeNumber(-1, Number.MAX_SAFE_INTEGER) }),
]) satisfies v.GenericSchema<unknown, PersonRecord>

export const teamRecord = v.strictObject({
	v: v.literal(1),
	kind: v.literal('answer'),
	desk: hash,
	mailbox: id,
	n: number,
	text: words(LONGEST.text),
	stage: v.picklist(STAGES),
	nextStep: words(LONGEST.line),
	promised: v.nullable(day),
	ends: v.exactOptional(day),
	recipient,
	readUpTo: wholeNumber(-1, Number.MAX_SAFE_INTEGER),
	roster: rosterHead,
}) satisfies v.GenericSchema<unknown, TeamRecord>

const copy = { v: v.literal(1), desk: hash, mailbox: id, n: number, day }

export const copyRecord = v.variant('kind', [
	v.strictObject({
		...copy,
		kind: v.literal('sent'),
		topic: v.nullable(v.picklist(TOPICS)),
		text: words(LONGEST.text),
		when: v.nullable(uncertainDate),
	}),
	v.strictObject({ ...copy, kind: v.literal('answer'), answer: teamRecord }),
	v.strictObject({ ...copy, kind: v.literal('note'), text: words(LONGEST.text) }),
	v.strictObject({ ...copy, kind: v.literal('file'), file }),
]) satisfies v.GenericSchema<unknown, CopyRecord>

/** Where a record was found; what was written for elsewhere is not read. */
export type Place = { desk: string; mailbox: string }

/** @returns null when `body` is no record of a person, or was written for another desk or mailbox. */
export function readPersonRecord(body: string, place: Place): PersonRecord | null {
	const read = v.safeParse(personRecord, parsedText(body))
	return read.success && isOf(read.output, place) ? read.output : null
}

/** @returns null when `body` is no record of a team, or was written for another desk or mailbox. */
export function readTeamRecord(body: string, place: Place): TeamRecord | null {
	const read = v.safeParse(teamRecord, parsedText(body))
	return read.success && isOf(read.output, place) ? read.output : null
}

/** @returns null when `body` is no copy, or one kept for another desk or mailbox. */
export function readCopyRecord(body: string, place: Place): CopyRecord | null {
	const read = v.safeParse(copyRecord, parsedText(body))
	return read.success && isOf(read.output, place) ? read.output : null
}

function isOf(record: Place, { desk, mailbox }: Place): boolean {
	return record.desk === desk && record.mailbox === mailbox
}

/** @returns undefined, which no record is, when the text is not JSON, too long, or nested deeper than the stack. */
export function parsedText(body: string): unknown {
	if (body.length > LARGEST_RECORD) return undefined
	try {
		return JSON.parse(body)
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof RangeError) return undefined
		throw error
	}
}
