import type { Tell } from '#contract/endpoints.ts'
import type { Day } from '#domain/days.ts'
import { type Attendance, attendanceOf } from '#domain/notices/attendance.ts'
import type { Roster, RosterStatement } from '#domain/roster/roster.ts'

/** Whether anybody is there to read, by what the server says of the last time somebody looked. */
export type TeamPresence = {
	attendance: Attendance
	lastRead: Day | null
	/** Whether somebody of the team can be called at once. */
	calls: boolean
}

/** Judges the team by the promise on its own signed card. */
export function presenceOf(
	{ lastRead, calls }: Pick<Tell<'desks'>['desks'][number], 'lastRead' | 'calls'>,
	{ roster, statement }: { roster: Roster; statement: RosterStatement },
	today: Day,
): TeamPresence {
	const attendance = attendanceOf(roster.card, { lastRead, statementUntil: statement.until }, today)
	return { attendance, lastRead, calls }
}
