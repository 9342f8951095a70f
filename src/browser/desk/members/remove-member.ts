import { putNames } from '#browser/desk/members/keep-names.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'

/** What has to follow when somebody is gone: new keys for the threads they could read. */
export type AfterRemoval = (open: OpenDesk, member: string) => Promise<void>

/**
 * Takes a member out of the roster and their name out of the names. They keep what they have read or copied.
 * @throws RosterRefuses, Refused, LineCut
 */
export async function removeMember(
	open: OpenDesk,
	member: string,
	today: Day,
	after: readonly AfterRemoval[],
): Promise<OpenDesk> {
	const left = await writeRoster(open, { kind: 'member-removed', id: member }, today)
	const names = new Map(left.names?.names)
	names.delete(member)
	const named = await putNames(left, names)
	for (const follow of after) await follow(named, member)
	return named
}
