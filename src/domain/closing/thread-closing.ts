import { handingOn } from '#domain/consent/consent.ts'
import type { Closing } from '#domain/closing/closing.ts'
import type { Day } from '#domain/days.ts'
import type { Answer, TakenIn, ThreadState } from '#domain/threads/thread-state.ts'

/** The first answer that told the person that the team ends; null before. */
export function lastAnswer({ answers }: Pick<ThreadState, 'answers'>): Answer | null {
	return answers.find(({ record }) => record.ends !== undefined) ?? null
}

/** Whether the person was told of this closing; of one that was given up before, does not count. */
export function isTold({ answers }: Pick<ThreadState, 'answers'>, { seq }: Closing): boolean {
	return answers.some(({ record }) => record.ends !== undefined && record.roster.seq >= seq)
}

/** What the person wrote in words after they were told: among it may be their yes to another team. */
export function writtenSinceTold(state: ThreadState): TakenIn[] {
	const told = lastAnswer(state)
	if (told === null) return []
	return state.messages.filter(({ seq, record }) => seq > told.seq && record.kind === 'addition')
}

/** Whether these words may count as a yes to another team; a member reads and judges them. */
export function mayHandOn(state: ThreadState): boolean {
	return (
		state.passedOn === null && handingOn(state.consent.now) === 'asking' && writtenSinceTold(state).length > 0
	)
}

/** What becomes of a thread in the numbers of the closing; null when its person was not told. */
export function endOf(state: ThreadState, closing: Closing): 'told' | 'handed-over' | null {
	if (!isTold(state, closing)) return null
	return state.passedOn === null ? 'told' : 'handed-over'
}

/** Why a closing does not destroy a thread yet, the gravest first. */
export const OBSTACLES = ['held', 'unread', 'not-told', 'not-collected'] as const
export type Obstacle = (typeof OBSTACLES)[number]

export type Ending = {
	/** null: this member cannot open it, so nobody here can tell its person. */
	state: ThreadState | null
	/** Messages of the person that this member can open and nobody took in. */
	waiting: number
	/** Whether every answer of the journal reached the mailbox. */
	left: boolean
	/** Whether everything left for the person was collected. */
	collected: boolean
	/** Whether that holds for everybody. */
	allCollected: boolean
}

/** @returns null when the closing may destroy the thread today */
export function obstacleToEnd(
	{ state, waiting, left, collected, allCollected }: Ending,
	closing: Closing,
	today: Day,
): Obstacle | null {
	const isOver = today > closing.until
	if (state?.held != null) return 'held'
	if (waiting > 0) return 'unread'
	// Nobody here can write to them: what can be waited for is the last day.
	if (state?.readOnly !== null) return isOver ? null : 'not-told'
	if (!left || !isTold(state, closing)) return 'not-told'
	return isOver || (collected && allCollected) ? null : 'not-collected'
}
