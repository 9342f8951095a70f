import type { Day } from '#domain/days.ts'
import { LONGEST, refusalOfText } from '#domain/threads/limits.ts'
import type { EntryOf, FoundAnswer } from '#domain/threads/placed-entry.ts'
import type { TeamRecord } from '#domain/threads/records.ts'
import type { Stage } from '#domain/threads/stages.ts'
import {
	type By,
	byOf,
	decided,
	type Decision,
	refusalToWork,
	type ThreadRefusal,
	type Who,
} from '#domain/threads/thread-refusals.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'

export type AnswerWords = {
	text: string
	stage: Stage
	nextStep: string
	promised: Day | null
	/** As in {@link TeamRecord}. */
	ends?: Day
}

export type DraftedAnswer =
	{ ok: true; record: TeamRecord; body: string } | { ok: false; because: ThreadRefusal }

/**
 * The record to leave for the person. It is sealed and deposited before the entry that speaks of it can be written
 * ({@link decideAnswer}), because the entry names the deposit.
 * @param recipient the thread's newest key, to which the person writes from now on
 */
export function draftAnswer(
	state: ThreadState,
	words: AnswerWords,
	recipient: string,
	who: Who,
): DraftedAnswer {
	if (state.readOnly !== null) return { ok: false, because: 'read-only' }
	const refusal = refusalToWork(state, byOf(who)) ?? refusalOfWords(words, who.today)
	if (refusal !== null) return { ok: false, because: refusal }
	if (state.story === null) return { ok: false, because: 'not-open' }
	const record: TeamRecord = {
		v: 1,
		kind: 'answer',
		desk: state.story.desk,
		mailbox: state.story.mailbox,
		n: state.nextAnswer,
		...words,
		recipient,
		readUpTo: state.answers.reduce((last, { record: { n }, read }) => (read ? Math.max(last, n) : last), -1),
		roster: { seq: who.roster.seq, head: who.roster.head },
	}
	return { ok: true, record, body: JSON.stringify(record) }
}

function refusalOfWords({ text, nextStep, promised, ends }: AnswerWords, today: Day): ThreadRefusal | null {
	const refusal = refusalOfText(text, LONGEST.text)
	if (refusal !== null) return refusal
	if (nextStep.length > LONGEST.line) return 'too-long'
	return [promised, ends].some((day) => day != null && day < today) ? 'promise-in-the-past' : null
}

export function refusalToAnswer(
	state: ThreadState,
	{ deposit }: EntryOf<'answered'>,
	by: By,
	answer: FoundAnswer | null,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	if (answer?.record?.n !== state.nextAnswer) return 'other-number'
	return isDeposited(state, deposit) ? 'already-deposited' : null
}

export function decideAnswer(
	state: ThreadState,
	{ record, body, deposit }: { record: TeamRecord; body: string; deposit: string },
	who: Who,
): Decision {
	const entry = { kind: 'answered', body, deposit } as const
	return decided(state, entry, refusalToAnswer(state, entry, byOf(who), { record, leadsHere: true }))
}

export function refusalToDepositAgain(
	state: ThreadState,
	{ answer, deposit }: EntryOf<'deposited-again'>,
	by: By,
): ThreadRefusal | null {
	const refusal = refusalToWork(state, by)
	if (refusal !== null) return refusal
	if (!state.answers.some(({ record }) => record.n === answer)) return 'no-such-answer'
	return isDeposited(state, deposit) ? 'already-deposited' : null
}

export function decideDepositAgain(
	state: ThreadState,
	command: Omit<EntryOf<'deposited-again'>, 'kind'>,
	who: Who,
): Decision {
	const entry = { kind: 'deposited-again', ...command } as const
	return decided(state, entry, refusalToDepositAgain(state, entry, byOf(who)))
}

function isDeposited(state: ThreadState, deposit: string): boolean {
	return state.answers.some(({ deposits }) => deposits.includes(deposit))
}
