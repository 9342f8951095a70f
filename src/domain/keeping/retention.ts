import { addDays, type Day, daysBetween } from '#domain/days.ts'

// [Note: retention] A conversation ends by itself when nothing has moved in it for as long as the team's rule says: what
// nobody needs any more can only be taken, lost or demanded. Whoever moves it, the person or the team, starts the time
// anew; a team that must not let one end holds it (decide-hold.ts).

/** How long a team's server keeps things. */
export type Retention = {
	/** Days a conversation stays after the day it moved last. */
	keepDays: number
	/** Days the host's backups hold what was destroyed. */
	backupDays: number
}

/** The rule as it stands. */
export type RetentionInForce = Retention & {
	/** A shorter time was set not long ago: nothing ends before the end of this day. */
	notBefore: Day | null
}

export const DEFAULT_RETENTION: RetentionInForce = { keepDays: 730, backupDays: 30, notBefore: null }

/** What an administrator may set. */
export const RETENTION_LIMITS = {
	keepDays: { least: 90, most: 3650 },
	backupDays: { least: 0, most: 365 },
} as const

/** Members are told of an end so many days ahead, and nothing ends sooner after a shorter time was set. */
export const WARN_TEAM_DAYS = 30

/** The person, who may come back only now and then, is told earlier. */
export const WARN_PERSON_DAYS = 60

/** A day more than promised, for an administrator whose clock is a day behind. */
const NOTICE_DAYS = WARN_TEAM_DAYS + 1

export type RetentionRefusal = 'outside-limits' | 'already-so'

/** Why this rule may not follow the one in force, or null. */
export function refusalOfRetention(now: Retention, next: Retention): RetentionRefusal | null {
	const isWithin = (['keepDays', 'backupDays'] as const).every((name) => {
		const { least, most } = RETENTION_LIMITS[name]
		return Number.isInteger(next[name]) && next[name] >= least && next[name] <= most
	})
	if (!isWithin) return 'outside-limits'
	return next.keepDays === now.keepDays && next.backupDays === now.backupDays ? 'already-so' : null
}

/** The rule in force after `next` was set on `day`. A shorter time leaves everybody the days of a warning. */
export function withRetention(now: RetentionInForce, next: Retention, day: Day): RetentionInForce {
	const { keepDays, backupDays } = next
	const notice = keepDays < now.keepDays ? addDays(day, NOTICE_DAYS) : null
	return { keepDays, backupDays, notBefore: laterDay(now.notBefore, notice) }
}

/** The same rule where, besides, nothing ends before the end of `day`. */
export function notEndingBefore(rule: RetentionInForce, day: Day | null): RetentionInForce {
	return { ...rule, notBefore: laterDay(rule.notBefore, day) }
}

/** The last day on which a conversation that moved last on `moved` is kept, unless the team holds it. */
export function lastDayOf({ keepDays, notBefore }: RetentionInForce, moved: Day): Day {
	const last = addDays(moved, keepDays)
	return laterDay(last, notBefore) ?? last
}

/**
 * What moved last before this day has its last day no later than `by`; null while nothing has.
 * @param by yesterday for what is over, a later day for what ends soon
 */
export function movedBefore({ keepDays, notBefore }: RetentionInForce, by: Day): Day | null {
	return notBefore !== null && notBefore > by ? null : addDays(by, 1 - keepDays)
}

/** How near a last day is: `over` when it has passed, `near` when no more than `warnDays` are left. */
export function nearnessOf(last: Day, today: Day, warnDays: number): 'far' | 'near' | 'over' {
	const left = daysBetween(today, last)
	if (left < 0) return 'over'
	return left <= warnDays ? 'near' : 'far'
}

function laterDay(one: Day | null, other: Day | null): Day | null {
	if (one === null || other === null) return one ?? other
	return one > other ? one : other
}
