import { randomBytes } from '@noble/hashes/utils.js'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { findInMessage } from '#browser/desk/inbox/find-in-message.ts'
import { sealedRing, type Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { Day } from '#domain/days.ts'
import { decideFlag } from '#domain/threads/decide-flag.ts'
import { readersAtOpening } from '#domain/threads/decide-open.ts'
import type { FlagReason } from '#domain/threads/entries.ts'
import type { Message } from '#vault/message.ts'
import type { Story } from '#domain/threads/records.ts'
import { hashOf } from '#vault/outside/format.ts'
import { newRing } from '#vault/ring.ts'

/**
 * Undoes the opening of a thread whose ring shuts colleagues out or whose story was altered: flags it and opens the
 * thread again from the original, in one step. Possible as long as the original lies on the server, which is until a
 * second member has checked the opening.
 */
export async function undoCapture(
	view: ThreadView,
	captured: { seq: number; hash: string; because: FlagReason },
	story: { original: string; message: Message; record: Story },
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote> {
	const who = { ...reader, today }
	const flag = decideFlag(view.state, captured, who)
	if (!flag.ok) return flag
	const readers = readersAtOpening(reader.roster, story.record)
	const ring = { ...newRing(view.thread, randomBytes(32)), version: view.nextRing }
	const change = await sealedRing(ring, readers, reader.roster)
	const { original, message } = story
	const place = { desk: reader.roster.desk, mailbox: view.thread }
	const found = findInMessage({ original, message }, place, null, view.originals)
	if (!found.authentic || found.original !== 'same') return { ok: false, because: 'not-from-the-person' }
	const opened = {
		kind: 'opened',
		original,
		message,
		ring: { version: ring.version, envelope: hashOf(change.envelope), readers },
	} as const
	return { ok: true, entries: await appendEntries(view, [flag.entry, opened], reader, token, change) }
}
