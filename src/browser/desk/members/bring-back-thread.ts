import { randomBytes } from '@noble/hashes/utils.js'
import { callServer } from '#browser/desk/call-desk.ts'
import { appendEntries, newestRing } from '#browser/desk/inbox/append.ts'
import { unopenedStory } from '#browser/desk/inbox/digest.ts'
import { openThread, sealedRing, type Wrote } from '#browser/desk/inbox/open-thread.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import type { Day } from '#domain/days.ts'
import { decideRecover, readersAtRecovery } from '#domain/threads/decide-recover.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import { hybridIdentity } from '#vault/age-keys.ts'
import { hashOf } from '#vault/outside/format.ts'
import { rotatedRing } from '#vault/ring.ts'

/** Threads whose readers have all left the team. */
export async function fetchOrphans(desk: string, token: string): Promise<string[]> {
	const { threads } = await callServer('orphans', null, { at: { desk }, token })
	return threads
}

/** A member who holds the recovery key for a moment: it opens what they cannot, and is written nowhere. */
function withRecoveryKey(reader: Reader, seed: Uint8Array): Reader {
	return { ...reader, identities: [...reader.identities, hybridIdentity(seed)] }
}

export type BroughtBack =
	'brought-back' | ThreadRefusal | /** Locked before this recovery key was made. */ 'not-opened-by-this-key'

/**
 * Opens a thread with the recovery key and gives it to those who open messages now.
 * @param seed of the recovery key, compared with the roster before
 * @throws Refused, LineCut, RosterBehind
 */
export async function bringThreadBack(
	thread: string,
	seed: Uint8Array,
	reader: Reader,
	token: string,
	today: Day,
): Promise<BroughtBack> {
	const holder = withRecoveryKey(reader, seed)
	const view = await readThread(await fetchThread(thread, { reader, token }), holder)
	const wrote = await openOrRecover(view, holder, token, today)
	if (wrote === null) return 'not-opened-by-this-key'
	return wrote.ok ? 'brought-back' : wrote.because
}

async function openOrRecover(
	view: ThreadView,
	holder: Reader,
	token: string,
	today: Day,
): Promise<Wrote | null> {
	const { ring, story } = view.state
	if (story === null) {
		const waiting = view.state.readOnly === null ? unopenedStory(view) : null
		return waiting === null ? null : openThread(view, waiting, holder, token, today)
	}
	if (ring === null || !view.rings.byVersion.has(ring.version)) return null
	const next = { ...rotatedRing(newestRing(view), randomBytes(32)), version: view.nextRing }
	const change = await sealedRing(next, readersAtRecovery(view.state, holder), holder.roster)
	const command = { version: next.version, envelope: hashOf(change.envelope) }
	const decision = decideRecover(view.state, command, { ...holder, today })
	if (!decision.ok) return decision
	return { ok: true, entries: await appendEntries(view, [decision.entry], holder, token, change) }
}
