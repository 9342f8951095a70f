import * as v from 'valibot'
import { fetchFrames } from '#browser/desk/call-desk.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import type { Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { findTranslation, memberEver } from '#browser/desk/translation/find-translation.ts'
import { removeParcel } from '#browser/desk/translation/give-text.ts'
import { signedTranslation } from '#contract/parcels.ts'
import type { Day } from '#domain/days.ts'
import { decideTakeTranslation } from '#domain/threads/decide-translation.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { type AgeIdentity, open, SealBroken } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'

/** What the server holds of a thread's texts, by parcel: the translation, or null while the interpreter has the text. */
export type Parcels = ReadonlyMap<string, Uint8Array | null>

export async function fetchParcels(
	{ thread }: ThreadView,
	{ roster }: Reader,
	token: string,
): Promise<Parcels> {
	const frames = await fetchFrames('threadParcels', null, { at: { desk: roster.desk, thread }, token })
	return new Map(frames.map(({ head, bytes }) => [head.parcel, head.returned ? bytes : null]))
}

/**
 * Takes translations that came back into the journal. What does not open, or carries no signature of the interpreter
 * who was asked, stays where it is.
 * @returns null when there is nothing that may be taken in
 */
export async function takeTranslations(
	view: ThreadView,
	parcels: Parcels,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote | null> {
	const entries: TeamEntry[] = []
	for (const { parcel, key, to, standing } of view.state.translations) {
		const sealed = parcels.get(parcel)
		if (sealed == null || standing !== 'waiting') continue
		const opened = await openTranslation(sealed, key)
		if (opened === null) continue
		const found = findTranslation(
			opened,
			{ desk: reader.roster.desk, parcel },
			memberEver(reader.history, to),
		)
		const decision = decideTakeTranslation(view.state, { parcel, ...opened, found }, { ...reader, today })
		if (decision.ok) entries.push(decision.entry)
	}
	if (entries.length === 0) return null
	return { ok: true, entries: await appendEntries(view, entries, reader, token) }
}

/** Lets the server forget what the journal holds. @returns what it still has */
export async function removeTaken(
	view: ThreadView,
	parcels: Parcels,
	reader: Reader,
	token: string,
): Promise<Parcels> {
	const left = new Map(parcels)
	for (const { parcel, standing } of view.state.translations) {
		if (standing === 'waiting' || !left.delete(parcel)) continue
		await removeParcel(view, parcel, reader, token)
	}
	return left
}

async function openTranslation(
	sealed: Uint8Array,
	key: string,
): Promise<v.InferOutput<typeof signedTranslation> | null> {
	try {
		const plain = await open(sealed, [key as AgeIdentity])
		const read = v.safeParse(signedTranslation, plain === null ? null : parseJson(plain))
		return read.success ? read.output : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
