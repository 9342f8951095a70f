import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { callServer, sendFrames } from '#browser/desk/call-desk.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import type { Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { Parcel } from '#contract/parcels.ts'
import type { Day } from '#domain/days.ts'
import {
	type AskTranslation,
	decideAskTranslation,
	decideTakeBack,
	textToTranslate,
} from '#domain/threads/decide-translation.ts'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { type AgeIdentity, type AgeRecipient, seal } from '#vault/envelope.ts'
import { MESSAGE_STEP, padRecord } from '#vault/padding.ts'

/** Which text, for whom, between which languages. */
export type TranslationWish = Pick<AskTranslation, 'of' | 'to' | 'from' | 'into'>

/** A fresh name and key, so that nothing links two texts for one interpreter. */
export function newParcel(): Pick<AskTranslation, 'parcel' | 'key'> {
	return { parcel: bytesToHex(randomBytes(16)), key: x25519Identity(randomBytes(32)) }
}

/** Writes into the journal who is asked for what. The text goes with {@link leaveText}. */
export async function askTranslation(
	view: ThreadView,
	command: AskTranslation,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const decision = decideAskTranslation(view.state, command, { ...reader, today })
	if (!decision.ok) return decision
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token) }
}

/**
 * Locks the text the journal speaks of for the interpreter and leaves it on the server. Repeating it changes nothing.
 * @throws RangeError when the journal speaks of no such text, or the interpreter has left the team
 */
export async function leaveText(
	view: ThreadView,
	parcel: string,
	{ roster }: Reader,
	token: string,
): Promise<void> {
	const asked = view.state.translations.find((one) => one.parcel === parcel)
	const text = asked === undefined ? null : textToTranslate(view.state, asked.of)
	const interpreter = roster.members.find(({ id }) => id === asked?.to)
	if (asked === undefined || text === null || interpreter === undefined)
		throw new RangeError('there is no such text to give, or nobody to give it to')
	const record: Parcel = {
		v: 1,
		kind: 'to-translate',
		desk: roster.desk,
		parcel,
		text,
		from: asked.from,
		into: asked.into,
		recipient: await recipientOf(asked.key as AgeIdentity),
	}
	const bytes = await seal(padRecord(JSON.stringify(record), MESSAGE_STEP), [
		interpreter.recipient as AgeRecipient,
	])
	const at = { desk: roster.desk, thread: view.thread, parcel }
	await sendFrames('leaveParcel', [{ head: { to: asked.to }, bytes }], { at, token })
}

/** Has the text destroyed on the server, then says so in the journal. */
export async function takeBackText(
	view: ThreadView,
	parcel: string,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const decision = decideTakeBack(view.state, { parcel }, { ...reader, today })
	if (!decision.ok) return decision
	await removeParcel(view, parcel, reader, token)
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token) }
}

export async function removeParcel(
	{ thread }: ThreadView,
	parcel: string,
	{ roster }: Reader,
	token: string,
): Promise<void> {
	await callServer('removeParcel', null, { at: { desk: roster.desk, thread, parcel }, token })
}
