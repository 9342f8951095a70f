import { putNames } from '#browser/desk/members/keep-names.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'

/**
 * Takes a member out of the roster and their name out of the names. They keep what they have read or copied. Threads
 * they could read get new keys when a colleague next has them open (`takeFromTheGone`), before anything is added.
 * @throws RosterRefuses, Refused, LineCut
 */
export async function removeMember(open: OpenDesk, member: string, today: Day): Promise<OpenDesk> {
	const left = await writeRoster(open, { kind: 'member-removed', id: member }, today)
	const names = new Map(left.names?.names)
	names.delete(member)
	return putNames(left, names)
}
