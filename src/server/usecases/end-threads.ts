import type { Tell } from '#contract/endpoints.ts'
import { addDays, isDay } from '#domain/days.ts'
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

/** A team's rule on this server, which lets nothing end for a while after an update or a restore. */
export async function retentionOf({ store }: Instance, { retention }: Roster): Promise<RetentionInForce> {
	const day = await settingOf(store.read, 'nothing-ends-before')
	return notEndingBefore(retention, day !== null && isDay(day) ? day : null)
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
	for (const desk of await listDesks(instance.store.read)) {
		const rule = await retentionOf(instance, await currentRoster(instance.rosters, desk))
		const today = todayOf(instance)
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
