import type { Tell } from '#contract/endpoints.ts'
import { addDays, type Day, isDay } from '#domain/days.ts'
import {
	lastDayOf,
	movedBefore,
	notEndingBefore,
	type RetentionInForce,
	WARN_TEAM_DAYS,
} from '#domain/keeping/retention.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { listDesks, settingOf } from '#server/storage/reads/desks.ts'
import { readThreadsMovedBefore, threadsMovedBefore } from '#server/storage/reads/ending.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { currentRoster } from '#server/usecases/read-roster.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

/**
 * A team's rule on this server, which lets nothing end for a while after an update or a restore, nor before people could
 * collect what a team that closes wrote to them.
 */
export async function retentionOf(instance: Instance, roster: Roster): Promise<RetentionInForce> {
	return ruleOf(roster, await nothingEndsBefore(instance))
}

function ruleOf({ retention, closing }: Roster, nothingBefore: Day | null): RetentionInForce {
	return notEndingBefore(notEndingBefore(retention, closing?.until ?? null), nothingBefore)
}

async function nothingEndsBefore({ store }: Instance): Promise<Day | null> {
	const day = await settingOf(store.read, 'nothing-ends-before')
	return day !== null && isDay(day) ? day : null
}

/** What this member reads and will end soon, unless something happens or somebody holds it. */
export async function listEnding(
	instance: Instance,
	{ desk, roster, me }: SignedIn,
): Promise<Tell<'ending'>> {
	const rule = await retentionOf(instance, roster)
	const day = movedBefore(rule, addDays(todayOf(instance), WARN_TEAM_DAYS))
	if (day === null) return { threads: [] }
	const reader = { desk: desk.id, member: me.id, triage: me.roles.includes('triage') }
	const found = await readThreadsMovedBefore(instance.store.read, reader, day)
	return { threads: found.map(({ mailbox, moved }) => ({ thread: mailbox, until: lastDayOf(rule, moved) })) }
}

/** Destroys every thread whose time is over and that nobody holds. @returns how many were destroyed now */
export async function endThreads(instance: Instance): Promise<number> {
	let ended = 0
	const nothingBefore = await nothingEndsBefore(instance)
	const today = todayOf(instance)
	for (const desk of await listDesks(instance.store.read)) {
		const rule = ruleOf(await currentRoster(instance.rosters, desk), nothingBefore)
		const day = movedBefore(rule, addDays(today, -1))
		if (day === null) continue
		// One by one: nobody who writes waits for many.
		for (const thread of await threadsMovedBefore(instance.store.read, desk.id, day))
			ended += await instance.store.write('destroyThreads', {
				desk: desk.id,
				threads: [thread],
				day: today,
				which: { movedBefore: day },
			})
	}
	if (ended > 0) await instance.store.forget()
	return ended
}
