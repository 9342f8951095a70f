import { addDays, type Day } from '#domain/days.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { FileRef } from '#domain/threads/records.ts'

// [Note: keeping for later] Who is not ready to send keeps notes and files under their return words alone. They count
// for nothing with the team: it does not learn that they exist. They end when nobody has opened them for a while,
// because a server must not hold for ever what nobody can come back to.

/** How long what is kept stays after the last day somebody opened it. */
export const LATER_DAYS = 90

/** Sealed bytes one person may keep: some photos and a voice note. */
export const MOST_KEPT = 25_000_000

/** The part of a server's space that everything kept together may fill. */
export const KEPT_SHARE = 0.1

/** Notes and files one person may keep: they are sent in one step, a message for each file. */
export const MOST_THINGS = 40

/** What is kept for later: a text, or a file whose parts lie beside it, sealed to a key that only this record holds. */
export type ForLater = { kind: 'note'; text: string } | { kind: 'file'; file: FileRef }

export type LaterRecord = Extract<CopyRecord, ForLater>

export type KeepRefusal = 'empty-text' | 'too-long' | 'too-many' | 'no-room'

/** The last day on which something opened on `visited` is still there. */
export function keptUntil(visited: Day): Day {
	return addDays(visited, LATER_DAYS)
}

/** What was opened last on an earlier day than this one is over. */
export function oldestKept(today: Day): Day {
	return addDays(today, -LATER_DAYS)
}

export function laterOf(records: readonly CopyRecord[]): LaterRecord[] {
	return records
		.filter((record): record is LaterRecord => record.kind === 'note' || record.kind === 'file')
		.toSorted((one, other) => one.n - other.n)
}

/** The notes as one text, oldest first, with an empty line between two. */
export function joinedNotes(kept: readonly LaterRecord[]): string {
	return kept.flatMap((record) => (record.kind === 'note' ? [record.text] : [])).join(BETWEEN_NOTES)
}

const BETWEEN_NOTES = '\n\n'

/** Why one more thing cannot be kept, or null: whatever is kept must be possible to send in one step. */
export function refusalOfKeeping(
	kept: readonly LaterRecord[],
	next: { kind: 'note'; text: string } | { kind: 'file'; size: number },
): KeepRefusal | null {
	if (kept.length >= MOST_THINGS) return 'too-many'
	if (next.kind === 'file') return bytesOf(kept) + next.size > MOST_KEPT ? 'no-room' : null
	if (next.text.trim() === '') return 'empty-text'
	const before = joinedNotes(kept)
	const all = before === '' ? next.text.length : before.length + BETWEEN_NOTES.length + next.text.length
	return all > LONGEST.text ? 'too-long' : null
}

/** Bytes of the files that are kept. */
export function bytesOf(kept: readonly LaterRecord[]): number {
	return kept.reduce((sum, record) => sum + (record.kind === 'file' ? record.file.size : 0), 0)
}
