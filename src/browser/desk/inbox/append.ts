import { sendFrames } from '#browser/desk/call-desk.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { stateAfter } from '#browser/desk/inbox/state-after.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import { sealEntry, type SealedEntry } from '#vault/journal.ts'
import { type Ring, ringRecipient } from '#vault/ring.ts'

/** A ring that a new entry brings into force: its sealed bytes, and who it is sealed to. */
export type NewRing = { ring: Ring; envelope: Uint8Array; readers: readonly string[] }

/**
 * Seals entries to the newest key and adds them to the journal, together with the ring they name, in one step.
 * @returns the entries as the server now keeps them
 * @throws Refused with `not-the-next-entry` when a colleague was faster: read the thread again and decide again.
 */
export async function appendEntries(
	view: ThreadView,
	entries: readonly TeamEntry[],
	reader: Reader,
	token: string,
	change: NewRing | null = null,
): Promise<SealedEntry[]> {
	const recipient = await ringRecipient(change?.ring ?? newestRing(view))
	const writer = { signSeed: reader.secret.sign, roster: reader.roster.seq }
	const sealed: SealedEntry[] = []
	for (const entry of entries) {
		const previous = sealed.at(-1)?.visible ?? view.last
		sealed.push(await sealEntry(view.thread, previous, entry, writer, [recipient]))
	}
	const hold = holdAfter(view, entries, reader)
	const frames = [
		...(change === null ? [] : [ringFrame(change)]),
		...sealed.map(({ visible, envelope }) => ({
			head: { kind: 'entry' as const, entry: visible, ...hold },
			bytes: envelope,
		})),
	]
	await sendFrames('append', frames, { at: { desk: reader.roster.desk, thread: view.thread }, token })
	return sealed
}

/** What the server has to know of entries that may change whether the thread is held: whether it then is. */
function holdAfter(view: ThreadView, entries: readonly TeamEntry[], reader: Reader): { hold?: boolean } {
	if (!entries.some(({ kind }) => kind === 'held' || kind === 'flagged')) return {}
	return { hold: stateAfter(view, entries, reader).held !== null }
}

/** @throws RangeError when this member holds no key of the thread; domain rules refuse before that. */
export function newestRing(view: ThreadView): Ring {
	const inForce = view.state.ring === null ? undefined : view.rings.byVersion.get(view.state.ring.version)
	if (inForce === undefined) throw new RangeError('this member holds no key of the thread')
	return inForce
}

function ringFrame({ ring, envelope, readers }: NewRing): {
	head: { kind: 'ring'; version: number; hash: Hash; readers: string[] }
	bytes: Uint8Array
} {
	return {
		head: { kind: 'ring', version: ring.version, hash: hashOf(envelope), readers: [...readers] },
		bytes: envelope,
	}
}
