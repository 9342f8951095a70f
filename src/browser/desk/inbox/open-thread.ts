import { randomBytes } from '@noble/hashes/utils.js'
import { appendEntries, type NewRing } from '#browser/desk/inbox/append.ts'
import { findInMessage } from '#browser/desk/inbox/find-in-message.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { decideOpen, readersAtOpening } from '#domain/threads/decide-open.ts'
import { decideTakeIn } from '#domain/threads/decide-take-in.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import type { Story } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import type { Message } from '#vault/message.ts'
import { hashOf } from '#vault/outside/format.ts'
import { newRing, type Ring, sealRing } from '#vault/ring.ts'
import type { SealedEntry } from '#vault/journal.ts'

export type Wrote = { ok: true; entries: SealedEntry[] } | { ok: false; because: ThreadRefusal }

/** Recipients of members by id, and of the team's recovery key. */
export function recipientsOf(roster: Roster, readers: readonly string[]): AgeRecipient[] {
	const members = roster.members.filter(({ id }) => readers.includes(id)).map(({ recipient }) => recipient)
	const recovery = roster.recovery === null ? [] : [roster.recovery.recipient]
	return [...members, ...recovery].map((recipient) => recipient as AgeRecipient)
}

export async function sealedRing(ring: Ring, readers: readonly string[], roster: Roster): Promise<NewRing> {
	return { ring, readers, envelope: await sealRing(ring, recipientsOf(roster, readers)) }
}

/**
 * Opens a thread nobody opened before: a first key, its ring for everybody who may read, and the story as entry 0,
 * stored in one step.
 */
export async function openThread(
	view: ThreadView,
	story: { original: string; message: Message; record: Story },
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const readers = readersAtOpening(reader.roster, story.record)
	const change = await sealedRing(
		{ ...newRing(view.thread, randomBytes(32)), version: view.nextRing },
		readers,
		reader.roster,
	)
	const place = { desk: reader.roster.desk, mailbox: view.thread }
	const { original, message } = story
	const ring = { version: change.ring.version, envelope: hashOf(change.envelope), readers }
	const found = findInMessage({ original, message }, place, null, view.originals)
	const decision = decideOpen(view.state, { original, message, ring, found }, { ...reader, today })
	if (!decision.ok) return decision
	return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token, change) }
}

/** Entries written at once; each holds at most one message of 100,000 letters. */
const AT_ONCE = 8

/** What lies in the mailbox and the journal does not hold yet, oldest first, as far as this member can open it. */
export function waitingMessages(view: ThreadView): { original: string; message: Message }[] {
	const taken = new Set(view.state.messages.flatMap(({ originals }) => originals))
	return [...view.originals].flatMap(([original, { message }]) =>
		typeof message === 'string' || taken.has(original) ? [] : [{ original, message }],
	)
}

/**
 * Takes further messages of the person into the journal, as many as go into one step. What the rules refuse stays
 * where it is and is shown as it came.
 * @returns null when there is nothing that may be taken in
 */
export async function takeIn(
	view: ThreadView,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote | null> {
	const place = { desk: reader.roster.desk, mailbox: view.thread }
	const keys = view.state.story?.keys ?? null
	const entries = waitingMessages(view).flatMap((later) => {
		const found = findInMessage(later, place, keys, view.originals)
		const decision = decideTakeIn(view.state, { ...later, found }, { ...reader, today })
		return decision.ok ? [decision.entry] : []
	})
	if (entries.length === 0) return null
	return { ok: true, entries: await appendEntries(view, entries.slice(0, AT_ONCE), reader, token) }
}
