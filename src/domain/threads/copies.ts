import type { Day } from '#domain/days.ts'
import type { ForLater } from '#domain/keeping/keep-for-later.ts'
import type { TeamRecord, Topic, UncertainDate } from '#domain/threads/records.ts'

/**
 * What a person wants to see again: a text they sent (`topic` null: their first message), or an answer they read; or
 * what they keep until they send it.
 */
export type Keepable =
	| { kind: 'sent'; topic: Topic | null; text: string; when: UncertainDate | null }
	| { kind: 'answer'; answer: TeamRecord }
	| ForLater

/** What stands inside a copy. `n`: 0, 1, 2 …; a missing number shows that a copy is gone. */
export type CopyRecord = Keepable & { v: 1; desk: string; mailbox: string; n: number; day: Day }

/** What is shown in the place of a copy. */
export type CopyItem = { kind: 'copy'; record: CopyRecord } | { kind: 'gone'; count: number }

/** Puts copies in the order in which they were made; the same thing kept twice is shown once. */
export function arrangeCopies(records: readonly CopyRecord[]): CopyItem[] {
	const items: CopyItem[] = []
	const seen = new Set<string>()
	let expected = 0
	for (const record of [...records].sort((one, other) => one.n - other.n)) {
		if (record.n > expected) items.push({ kind: 'gone', count: record.n - expected })
		expected = Math.max(expected, record.n + 1)
		const content = contentOf(record)
		if (!seen.has(content)) items.push({ kind: 'copy', record })
		seen.add(content)
	}
	return items
}

/** The number of the next copy. */
export function nextCopy(records: readonly CopyRecord[]): number {
	return records.reduce((most, { n }) => Math.max(most, n + 1), 0)
}

/** An answer is one however often it was kept; a text may have been sent twice on purpose. */
function contentOf(record: CopyRecord): string {
	return record.kind === 'answer' ? JSON.stringify(record.answer) : `text ${record.n}`
}

/** The answer up to which all are among the copies; -1 for none. */
export function keptUpTo(records: readonly CopyRecord[]): number {
	const kept = new Set(records.flatMap((record) => (record.kind === 'answer' ? [record.answer.n] : [])))
	let upTo = -1
	while (kept.has(upTo + 1)) upTo += 1
	return upTo
}
