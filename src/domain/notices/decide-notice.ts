import type { Day } from '#domain/days.ts'
import { isQuiet, type NoticeRule, type QuietHours } from '#domain/notices/notice-rule.ts'

const MILLISECONDS_A_MINUTE = 60_000

/** Longest a notice waits outside quiet hours. A minute less than promised is left for sending it. */
export const LONGEST_DELAY = 14 * MILLISECONDS_A_MINUTE

/** Longest a call to the members on duty waits: long enough to part it from the moment somebody pressed "send". */
export const LONGEST_CALL_DELAY = 3 * MILLISECONDS_A_MINUTE

/** Least time between two calls of one team, so that nobody can ring it without end. */
export const BETWEEN_CALLS = 15 * MILLISECONDS_A_MINUTE

/** What a member must be told, as far as the server can know. */
export type Awaited = {
	quiet: QuietHours | null
	/** Day of their newest daily notice. */
	daily: Day
	/** Whether something came since their newest notice. */
	hasNews: boolean
	/** The instant drawn for their next notice, in milliseconds; null before one was drawn. */
	drawn: number | null
}

export type Moment = { instant: number; day: Day; minute: number }

export type NoticeDecision =
	| { do: 'wait'; because: 'nothing-new' | 'quiet-hours' | 'not-yet' | 'told-today' }
	/** Something came: draw an instant and ask again then. */
	| { do: 'draw' }
	| { do: 'tell'; kind: 'news' | 'daily' }

/** Whether a member gets a notice now. */
export function decideNotice(rule: NoticeRule, awaited: Awaited, now: Moment): NoticeDecision {
	if (rule.rhythm === 'daily') return decideDaily(rule, awaited, now)
	if (!awaited.hasNews) return { do: 'wait', because: 'nothing-new' }
	if (isQuiet(rule.quiet, now.minute) || isQuiet(awaited.quiet, now.minute))
		return { do: 'wait', because: 'quiet-hours' }
	if (awaited.drawn === null) return { do: 'draw' }
	return now.instant < awaited.drawn ? { do: 'wait', because: 'not-yet' } : { do: 'tell', kind: 'news' }
}

/** Never looks at whether something came: that is what the rhythm hides. */
function decideDaily({ dailyMinute }: NoticeRule, { daily }: Awaited, now: Moment): NoticeDecision {
	if (daily >= now.day) return { do: 'wait', because: 'told-today' }
	return now.minute < dailyMinute ? { do: 'wait', because: 'not-yet' } : { do: 'tell', kind: 'daily' }
}

/**
 * How long a notice waits, in milliseconds.
 * @param chance from 0 to 1, drawn by the caller
 */
export function delayOf(longest: number, chance: number): number {
	return Math.floor(longest * chance)
}

const FIRST_RETRY = MILLISECONDS_A_MINUTE
const LONGEST_RETRY = 60 * MILLISECONDS_A_MINUTE

/** How long to wait after the so-many-th failure, from 1: twice as long each time, up to an hour. */
export function retryAfter(failures: number): number {
	return Math.min(FIRST_RETRY * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY)
}
