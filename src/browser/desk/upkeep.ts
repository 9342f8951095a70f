import { mendNames } from '#browser/desk/members/keep-names.ts'
import { owesSheet } from '#browser/desk/members/try-sheet.ts'
import type { OpenDesk, Way } from '#browser/desk/open-desk.ts'
import { renewStatement, writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'

/** What an unlock sets right: the 30-day statement, the names, and that a sheet which has just opened keys works. */
export async function upkeep(open: OpenDesk, way: Way, today: Day): Promise<OpenDesk> {
	const stated = await renewStatement(open, today)
	const tried =
		way === 'sheet' && owesSheet(stated)
			? await writeRoster(stated, { kind: 'sheet-tried', id: stated.me.id }, today)
			: stated
	return mendNames(tried)
}
