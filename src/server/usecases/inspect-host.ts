import type { HostReport } from '#contract/host-report.ts'
import { judgeHost } from '#domain/host/judge-host.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { triageMembers } from '#domain/roster/roster.ts'
import { listDesks } from '#server/storage/reads/desks.ts'
import { whatLiesHere } from '#server/storage/reads/what-lies-here.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { mailTaken } from '#server/usecases/mail-taken.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'

/** What a host still has to do, and what whoever takes the server now would see. */
export async function inspectHost(instance: Instance): Promise<HostReport> {
	const seizure = await whatLiesHere(instance.store.read)
	const rosters = await Promise.all(
		(await listDesks(instance.store.read)).map((desk) => currentRoster(instance.rosters, desk)),
	)
	const findings = judgeHost({
		...(await instance.machine()),
		today: todayOf(instance),
		mail: instance.mail === null ? null : { taken: await mailTaken(instance.store, instance.mail) },
		newestDay: seizure.lastDay,
		team: worstOf(rosters.map(teamOf)),
	})
	return { findings, seizure }
}

type Team = { readers: number; recovery: 'none' | 'untried' | 'tried' }

function teamOf(roster: Roster): Team {
	const recovery = roster.recovery === null ? 'none' : roster.recovery.tried ? 'tried' : 'untried'
	return { readers: triageMembers(roster).length, recovery }
}

/** Of several teams the one with the fewest readers: the server is as well kept as its weakest team. */
function worstOf(teams: readonly Team[]): Team | null {
	return teams.toSorted((one, other) => one.readers - other.readers)[0] ?? null
}
