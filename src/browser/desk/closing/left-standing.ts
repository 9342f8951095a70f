import { callServer } from '#browser/desk/call-desk.ts'
import { answersNotLeft } from '#browser/desk/inbox/answers-not-left.ts'
import { CurrentThread } from '#browser/desk/inbox/current-thread.svelte.ts'
import { isReader, isToOpen, unopenedStory } from '#browser/desk/inbox/digest.ts'
import type { Inbox } from '#browser/desk/inbox/inbox.svelte.ts'
import { waitingMessages } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { newestDigests, type OnThread } from '#browser/desk/members/hand-over.ts'
import type { Tell } from '#contract/endpoints.ts'
import type { Closing, LeftStanding } from '#domain/closing/closing.ts'
import { type Ending, isTold, type Obstacle, obstacleToEnd } from '#domain/closing/thread-closing.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'

/** A thread that is left, as the member at the keyboard finds it. */
export type LeftThread = Omit<Ending, 'allCollected'> & {
	thread: string
	/** The person's; null when this member cannot open it. */
	language: InterfaceLanguage | null
	/** Nobody has opened it, and this member can. */
	isNew: boolean
}

/** Everything that is left, and what became of the rest. */
export type Overview = {
	mine: readonly LeftThread[]
	others: Tell<'closing'>['others']
	ended: Tell<'closing'>['ended']
}

/**
 * Reads every thread that is left and that this member may open.
 * @returns null when it was stopped
 * @throws what ended the reading; LineCut, Refused, RosterBehind
 */
export async function lookOver(
	inbox: Inbox,
	onThread: OnThread,
	signal: AbortSignal,
): Promise<Overview | null> {
	await newestDigests(inbox)
	const { reader, token } = inbox
	const told = await callServer('closing', null, { at: { desk: reader.roster.desk }, token })
	const mine: LeftThread[] = []
	for (const [at, { thread, collected }] of told.mine.entries()) {
		if (signal.aborted) return null
		onThread(at + 1, told.mine.length)
		const view = await new CurrentThread(thread, inbox).load()
		mine.push({ thread, ...leftOf(view, collected, reader.member) })
	}
	return { mine, others: told.others, ended: told.ended }
}

/** @param collected whether the server says that nothing of what was left waits */
export function leftOf(view: ThreadView, collected: boolean, member: string): Omit<LeftThread, 'thread'> {
	const isNew = isToOpen(view)
	const opens = view.state.story !== null && isReader(view, member)
	const left = answersNotLeft(view).length === 0
	return {
		state: opens ? view.state : null,
		waiting: opens || isNew ? waitingMessages(view).length : 0,
		left,
		collected: collected && left,
		language: (view.state.story ?? unopenedStory(view)?.record)?.language ?? null,
		isNew,
	}
}

/** The threads this member still has to tell. */
export function toTell({ mine }: Overview, closing: Closing): LeftThread[] {
	return mine.filter(({ state, isNew, left }) => {
		if (state === null) return isNew
		return state.readOnly === null && !(left && isTold(state, closing))
	})
}

/** What the domain needs to know what comes next. */
export function leftStanding(overview: Overview, closing: Closing | null): LeftStanding {
	const { mine, others } = overview
	const collected = mine.filter((thread) => closing !== null && hasCollected(thread, closing)).length
	return {
		toTell: closing === null ? 0 : toTell(overview, closing).length,
		threads: mine.length + others.reduce((sum, { threads }) => sum + threads, 0),
		collected: collected + others.reduce((sum, other) => sum + other.collected, 0),
	}
}

function hasCollected({ state, collected }: LeftThread, closing: Closing): boolean {
	return collected && state !== null && isTold(state, closing)
}

/** The threads this member can open, by why they are not destroyed today; `none` may be. */
export function byObstacle(
	overview: Overview,
	closing: Closing,
	today: Day,
): Map<Obstacle | 'none', LeftThread[]> {
	const { threads, collected } = leftStanding(overview, closing)
	const allCollected = threads === collected
	return Map.groupBy(
		overview.mine,
		(thread) => obstacleToEnd({ ...thread, allCollected }, closing, today) ?? 'none',
	)
}
