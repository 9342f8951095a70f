import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import { MOST_GAPS } from '#contract/roster-text.ts'
import type { Day } from '#domain/days.ts'
import type { LostEntries } from '#domain/roster/roster.ts'

/**
 * Writes into the roster that these entries are lost, in as few entries as they fit in.
 * @throws RosterRefuses for anybody who does not keep the roster
 */
export async function acceptLost(
	open: OpenDesk,
	lost: readonly LostEntries[],
	today: Day,
): Promise<OpenDesk> {
	let now = open
	for (let from = 0; from < lost.length; from += MOST_GAPS)
		now = await writeRoster(now, { kind: 'gap-accepted', gaps: lost.slice(from, from + MOST_GAPS) }, today)
	return now
}
