import { type Day, daysBetween } from '#domain/days.ts'

/** What is known of the machine a server runs on. null: it could not be found out from here. */
export type HostFacts = {
	/** Public addresses and the team’s, as a browser writes them: `https://tell.example`. */
	origins: readonly string[]
	deskOrigin: string | null
	/** Whether the server starts again with the machine. */
	restarts: boolean | null
	/** Whether the machine's clock is set by others. */
	clockKept: boolean | null
	today: Day
	/** Newest day anything was stored on; null when nothing was. */
	newestDay: Day | null
	/** Bytes of the disk the data lies on. */
	disk: { free: number; total: number } | null
	/** Whether the mail server the host named ever took a mail from here; null: the host named none. */
	mail: { taken: boolean } | null
	/** Days of the newest backup and of the newest restore; `elsewhere`: the database's own host sees to that. */
	copies: { made: Day | null; restored: Day | null } | 'elsewhere'
	/** null: no team yet. */
	team: { readers: number; recovery: 'none' | 'untried' | 'tried' } | null
	diskEncrypted: boolean | null
	/** What the machine may write out of its memory to a disk in the clear. */
	openSwap: boolean | null
	coreDumps: boolean | null
}

/** What a host has to have done before a team takes messages in, in the order it is shown. */
export const CHECKS = [
	'line',
	'addresses',
	'restart',
	'clock',
	'disk',
	'mail',
	'backup',
	'restore',
	'members',
	'recovery',
	'encryption',
	'swap',
	'dumps',
] as const
export type Check = (typeof CHECKS)[number]

export const FINDINGS = [
	'well',
	'cannot-tell',
	'plain-line',
	'only-this-machine',
	'no-desk-address',
	'one-address',
	'not-started-again',
	'clock-alone',
	'clock-behind',
	'little-room',
	'no-mail',
	'mail-untried',
	'no-backup',
	'old-backup',
	'never-restored',
	'restored-long-ago',
	'no-team',
	'one-member',
	'no-recovery',
	'recovery-untried',
	'disk-open',
	'swap-open',
	'dumps-on',
] as const
export type Finding = (typeof FINDINGS)[number]

/** A backup is made every night; three may fail before somebody has to look. */
const BACKUP_DAYS = 3
const RESTORE_DAYS = 180
const LEAST_FREE = 2e9
const LEAST_FREE_SHARE = 0.1

const RULES: Readonly<Record<Check, (facts: HostFacts) => Finding>> = {
	line: judgeLine,
	addresses: judgeAddresses,
	restart: ({ restarts }) => (restarts === false ? 'not-started-again' : knownWell(restarts)),
	clock: judgeClock,
	disk: judgeDisk,
	mail: ({ mail }) => (mail === null ? 'no-mail' : mail.taken ? 'well' : 'mail-untried'),
	backup: judgeBackup,
	restore: judgeRestore,
	members: ({ team }) => (team === null ? 'no-team' : team.readers < 2 ? 'one-member' : 'well'),
	recovery: judgeRecovery,
	encryption: ({ diskEncrypted }) => (diskEncrypted === false ? 'disk-open' : knownWell(diskEncrypted)),
	swap: ({ openSwap }) => (openSwap === true ? 'swap-open' : knownWell(openSwap)),
	dumps: ({ coreDumps }) => (coreDumps === true ? 'dumps-on' : knownWell(coreDumps)),
}

/** Judges a machine: one finding for each check, in their order. */
export function judgeHost(facts: HostFacts): { check: Check; finding: Finding }[] {
	return CHECKS.map((check) => ({ check, finding: RULES[check](facts) }))
}

/** How a finding is marked; the middle one is for people to look at. */
export const MARKS = ['missing', 'cannot-tell', 'well'] as const
export type Mark = (typeof MARKS)[number]

export function markOf(finding: Finding): Mark {
	// A host may do without mail; then members have to look by themselves.
	if (finding === 'cannot-tell' || finding === 'no-mail') return 'cannot-tell'
	return finding === 'well' ? 'well' : 'missing'
}

function knownWell(fact: boolean | null): Finding {
	return fact === null ? 'cannot-tell' : 'well'
}

function judgeLine({ origins, deskOrigin }: HostFacts): Finding {
	const all = [...origins, ...(deskOrigin === null ? [] : [deskOrigin])]
	if (all.some((origin) => !isLocal(origin) && !isLocked(origin))) return 'plain-line'
	return origins.some(isLocked) ? 'well' : 'only-this-machine'
}

/** Browsers lock messages over HTTPS; Tor Browser also on an onion address, which is encrypted as it is. */
function isLocked(origin: string): boolean {
	return origin.startsWith('https://') || /\.onion(?::\d+)?$/.test(origin)
}

function isLocal(origin: string): boolean {
	return /^http:\/\/(?:(?:[\w-]+\.)*localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(origin)
}

function judgeAddresses({ origins, deskOrigin }: HostFacts): Finding {
	if (deskOrigin === null) return 'no-desk-address'
	const hostOf = (origin: string) => origin.replace(/^https?:\/\//, '')
	return origins.some((origin) => hostOf(origin) === hostOf(deskOrigin)) ? 'one-address' : 'well'
}

function judgeClock({ clockKept, today, newestDay }: HostFacts): Finding {
	if (newestDay !== null && daysBetween(today, newestDay) > 0) return 'clock-behind'
	return clockKept === false ? 'clock-alone' : knownWell(clockKept)
}

function judgeDisk({ disk }: HostFacts): Finding {
	if (disk === null) return 'cannot-tell'
	const isLittle = disk.free < LEAST_FREE || disk.free < disk.total * LEAST_FREE_SHARE
	return isLittle ? 'little-room' : 'well'
}

function judgeBackup({ copies, today }: HostFacts): Finding {
	if (copies === 'elsewhere') return 'cannot-tell'
	if (copies.made === null) return 'no-backup'
	return daysBetween(copies.made, today) > BACKUP_DAYS ? 'old-backup' : 'well'
}

function judgeRestore({ copies, today }: HostFacts): Finding {
	if (copies === 'elsewhere') return 'cannot-tell'
	if (copies.restored === null) return 'never-restored'
	return daysBetween(copies.restored, today) > RESTORE_DAYS ? 'restored-long-ago' : 'well'
}

function judgeRecovery({ team }: HostFacts): Finding {
	if (team === null) return 'no-team'
	if (team.recovery === 'tried') return 'well'
	// Two members who hold the same threads are each other's way back: such a team may choose to have no key.
	if (team.recovery === 'none') return team.readers >= 2 ? 'well' : 'no-recovery'
	return 'recovery-untried'
}
