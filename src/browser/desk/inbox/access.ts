import { randomBytes } from '@noble/hashes/utils.js'
import { appendEntries, newestRing, type NewRing } from '#browser/desk/inbox/append.ts'
import { sealedRing, type Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { stateAfter } from '#browser/desk/inbox/state-after.ts'
import type { Day } from '#domain/days.ts'
import { decideFlag } from '#domain/threads/decide-flag.ts'
import { decideGiveAccess } from '#domain/threads/decide-give-access.ts'
import { decideTakeAccess } from '#domain/threads/decide-take-access.ts'
import type { FlagReason, TeamEntry } from '#domain/threads/entries.ts'
import { readersOf } from '#domain/threads/thread-state.ts'
import { hashOf } from '#vault/outside/format.ts'
import { grantedRing, rotatedRing } from '#vault/ring.ts'

/** Lets colleagues read the thread: the same keys in the next ring, sealed to them as well. */
export async function giveAccess(
	view: ThreadView,
	to: readonly string[],
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const ring = { ...grantedRing(newestRing(view)), version: view.nextRing }
	const change = await sealedRing(ring, [...readersOf(view.state), ...to], reader.roster)
	const command = { to, version: ring.version, envelope: hashOf(change.envelope) }
	const decision = decideGiveAccess(view.state, command, { ...reader, today })
	if (!decision.ok) return decision
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token, change) }
}

/** Takes access away: what comes from now on is sealed to a fresh key the others get. */
export async function takeAccess(
	view: ThreadView,
	from: readonly string[],
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const ring = { ...rotatedRing(newestRing(view), randomBytes(32)), version: view.nextRing }
	const stay = readersOf(view.state).filter((id) => !from.includes(id))
	const change = await sealedRing(ring, stay, reader.roster)
	const command = { from, version: ring.version, envelope: hashOf(change.envelope) }
	const decision = decideTakeAccess(view.state, command, { ...reader, today })
	if (!decision.ok) return decision
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token, change) }
}

/**
 * Takes access away from readers the roster names no more, so that a member who was removed cannot open what comes.
 * @returns null when there are none
 */
export async function takeFromTheGone(
	view: ThreadView,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote | null> {
	const gone = readersOf(view.state).filter((id) => !reader.roster.members.some((member) => member.id === id))
	return gone.length === 0 ? null : takeAccess(view, gone, reader, token, today)
}

/**
 * Takes the effect of an entry away for every reader. When that brings an earlier ring back into force, its keys are
 * written once more under the newest version, so that the server knows its readers again.
 */
export async function flagEntry(
	view: ThreadView,
	flagged: { seq: number; hash: string; because: FlagReason },
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const decision = decideFlag(view.state, flagged, { ...reader, today })
	if (!decision.ok) return decision
	const change = await restoredRing(view, decision.entry, reader)
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token, change) }
}

async function restoredRing(view: ThreadView, flag: TeamEntry, reader: Reader): Promise<NewRing | null> {
	const { ring } = stateAfter(view, [flag], reader)
	if (ring === null || ring.version === view.nextRing - 1) return null
	const keys = view.rings.byVersion.get(ring.version)
	return keys === undefined
		? null
		: sealedRing({ ...keys, version: view.nextRing }, ring.readers, reader.roster)
}
