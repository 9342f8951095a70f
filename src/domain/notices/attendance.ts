import { addDays, type Day, daysBetween } from '#domain/days.ts'
import { type Card, STATED_DAYS, WEEKDAYS } from '#domain/roster/roster.ts'

/** After so many days without anybody looking, a team takes no new messages. */
export const ABSENT_DAYS = 14

/**
 * Whether a team looks at what came as it promised. `late`: a promised day of reading and the promised time of answer
 * have passed. `absent`: nobody looked for {@link ABSENT_DAYS} days; nothing new is taken until somebody does.
 */
export type Attendance = { is: 'kept' } | { is: 'late' | 'absent'; since: Day }

/** What is known of the last time somebody looked. */
export type LastLook = {
	/** Day on which a member last fetched what is new; null before the first time. */
	lastRead: Day | null
	/** Last day of the newest statement that the roster is current. */
	statementUntil: Day
}

/** Judges a team by its own promise. */
export function attendanceOf(
	{ days, answerWithinDays }: Pick<Card, 'days' | 'answerWithinDays'>,
	last: LastLook,
	today: Day,
): Attendance {
	const since = lastLooked(last)
	const passed = daysBetween(since, today)
	if (passed >= ABSENT_DAYS) return { is: 'absent', since }
	return passed > answerWithinDays && hasMissed(days, since, today) ? { is: 'late', since } : { is: 'kept' }
}

/** Where nobody has fetched anything yet, an administrator who signed the newest statement was there at least. */
function lastLooked({ lastRead, statementUntil }: LastLook): Day {
	return lastRead ?? addDays(statementUntil, -STATED_DAYS)
}

/** Whether a whole day on which the team promised to read lies between. */
function hasMissed(days: Card['days'], since: Day, today: Day): boolean {
	const between = daysBetween(since, today) - 1
	return Array.from({ length: Math.min(between, 7) }, (_, at) => weekdayOf(addDays(since, at + 1))).some(
		(weekday) => weekday !== undefined && days.includes(weekday),
	)
}

/** 5 January 1970 was a Monday. */
function weekdayOf(day: Day) {
	const days = daysBetween('1970-01-05' as Day, day)
	return WEEKDAYS[((days % 7) + 7) % 7]
}
