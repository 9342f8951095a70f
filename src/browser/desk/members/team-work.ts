import { owesSheet } from '#browser/desk/members/try-sheet.ts'
import { isAdministrator, type OpenDesk, type Way } from '#browser/desk/open-desk.ts'

/** Whether something about the team itself waits for this member, before any message can come or be read. */
export function hasTeamWork(open: OpenDesk, entered: Way): boolean {
	const mayOpenIntake =
		isAdministrator(open) && open.roster.intake === 'closed' && open.roster.closed === null
	return entered === 'sheet' || owesSheet(open) || mayOpenIntake
}
