import { attendanceOf } from '#domain/notices/attendance.ts'
import { interpretersOf } from '#domain/roster/interpreters.ts'
import { LABELS, type Label, type Roster, triageMembers } from '#domain/roster/roster.ts'
import { listDesks } from '#server/storage/reads/desks.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import type { PublicDesk } from '#contract/public-instance.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'

/** The teams of an instance as public pages show them. */
export async function showPublicDesks(instance: Instance): Promise<PublicDesk[]> {
	const stored = await listDesks(instance.store.read)
	return Promise.all(
		stored.map(async (desk) => {
			const roster = await currentRoster(instance.rosters, desk)
			const readers = triageMembers(roster)
			const today = todayOf(instance)
			const attendance = attendanceOf(roster.card, desk, today)
			const isStated = desk.statementUntil >= today
			return {
				desk: desk.hash,
				card: roster.card,
				members: readers.length,
				labels: countLabels(readers.map(({ label }) => label)),
				interpreters: interpretersOf(roster).length > 0,
				recipients: recipientsOf(roster),
				lastRead: desk.lastRead,
				attendance,
				intake: isStated && attendance.is !== 'absent' ? roster.intake : 'closed',
				ends: roster.closing?.until ?? null,
				closed: roster.closed?.day ?? null,
			}
		}),
	)
}

function recipientsOf(roster: Roster): string[] {
	const spare = roster.recovery === null ? [] : [roster.recovery.recipient]
	return [...triageMembers(roster).map(({ recipient }) => recipient), ...spare]
}

function countLabels(labels: readonly Label[]): Record<Label, number> {
	const counts = LABELS.map((label) => [label, labels.filter((one) => one === label).length] as const)
	return {
		coordinator: 0,
		'case-worker': 0,
		'legal-adviser': 0,
		interpreter: 0,
		...Object.fromEntries(counts),
	}
}
