import { waitingMessages } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Day } from '#domain/days.ts'
import type { FlagReason, TeamEntry } from '#domain/threads/entries.ts'
import type { PersonRecord } from '#domain/threads/records.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'
import type { Answer } from '#domain/threads/thread-state.ts'

/** Why an entry does not count: a colleague took its effect away, or the rules refuse it. */
export type Void =
	{ because: 'flagged'; by: string; reason: FlagReason } | { because: ThreadRefusal | 'not-readable' }

export type TimelineItem =
	| {
			kind: 'message'
			seq: number
			/** Id of the member who took it in. */
			by: string
			record: PersonRecord
			/** Day it arrived, as long as the server remembers. */
			day: Day | null
	  }
	| { kind: 'answer'; seq: number; by: string; answer: Answer; left: boolean }
	| { kind: 'act'; seq: number; by: string; entry: Exclude<TeamEntry, { kind: 'answered' | 'took-in' }> }
	| { kind: 'void'; seq: number; by: string; hash: string; void: Void }
	/** Not in the journal: nobody took it in yet, or the rules refuse to. */
	| { kind: 'waiting'; original: string; day: Day | null; record: PersonRecord | null }

/** Everything that happened in a thread, oldest first, in one column. */
export function timelineOf(view: ThreadView): TimelineItem[] {
	const place = { desk: view.desk, mailbox: view.thread }
	const waiting = waitingMessages(view).map(({ original, message }): TimelineItem => ({
		kind: 'waiting',
		original,
		day: view.originals.get(original)?.day ?? null,
		record: readPersonRecord(message.body, place),
	}))
	return [...view.entries.flatMap((placed) => itemsOf(view, placed)), ...waiting]
}

function itemsOf(view: ThreadView, placed: ThreadView['entries'][number]): TimelineItem[] {
	const { seq, author: by, hash, entry } = placed
	const why = voidOf(view, seq)
	if (why !== null || typeof entry === 'string')
		return [{ kind: 'void', seq, by, hash, void: why ?? { because: 'not-readable' } }]
	const { answers, messages } = view.state
	if (entry.kind === 'answered') {
		const answer = answers.find((one) => one.seq === seq)
		if (answer === undefined) return []
		const left = answer.deposits.some((deposit) => view.deposits.some((known) => known.hash === deposit))
		return [{ kind: 'answer', seq, by, answer, left }]
	}
	const taken = messages.find((one) => one.seq === seq)
	const message: TimelineItem[] =
		taken === undefined
			? []
			: [{ kind: 'message', seq, by, record: taken.record, day: dayOf(view, taken.originals) }]
	if (entry.kind === 'took-in') return message
	const act: TimelineItem = { kind: 'act', seq, by, entry }
	return entry.kind === 'opened' ? [...message, act] : [act]
}

function voidOf({ state, entries }: ThreadView, seq: number): Void | null {
	if (state.flagged.includes(seq)) {
		const flag = entries.findLast(
			(one) =>
				typeof one.entry === 'object' &&
				one.entry.kind === 'flagged' &&
				one.entry.seq === seq &&
				!state.flagged.includes(one.seq),
		)
		if (flag !== undefined && typeof flag.entry === 'object' && flag.entry.kind === 'flagged')
			return { because: 'flagged', by: flag.author, reason: flag.entry.because }
	}
	const doubt = state.doubts.find((one) => one.seq === seq && one.because !== null)
	return doubt?.because == null ? null : { because: doubt.because }
}

function dayOf({ originals }: ThreadView, hashes: readonly string[]): Day | null {
	const [first] = hashes.flatMap((hash) => originals.get(hash)?.day ?? [])
	return first ?? null
}
