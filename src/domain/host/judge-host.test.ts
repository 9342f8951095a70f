import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, isDay } from '#domain/days.ts'
import {
	CHECKS,
	type Check,
	type Finding,
	FINDINGS,
	type HostFacts,
	judgeHost,
	markOf,
} from '#domain/host/judge-host.ts'

const today = '2026-11-22'
if (!isDay(today)) throw new TypeError('no day')

/** A machine as a careful host in Arcadia has it. */
const CAREFUL: HostFacts = {
	origins: ['https://tell.example', `http://${'a'.repeat(56)}.onion`],
	deskOrigin: 'https://team.tell.example',
	restarts: true,
	clockKept: true,
	today,
	newestDay: today,
	disk: { free: 50e9, total: 100e9 },
	mail: { taken: true },
	copies: { made: addDays(today, -1), restored: addDays(today, -60) },
	team: { readers: 3, recovery: 'tried' },
	diskEncrypted: true,
	openSwap: false,
	coreDumps: false,
}

function found(change: Partial<HostFacts>): [Check, Finding][] {
	return judgeHost({ ...CAREFUL, ...change })
		.filter(({ finding }) => finding !== 'well')
		.map(({ check, finding }) => [check, finding])
}

test('a careful host misses nothing', () => {
	expect(found({})).toEqual([])
})

test.each<[string, Partial<HostFacts>, [Check, Finding][]]>([
	[
		'an address that anybody on the way can read',
		{ origins: ['http://tell.example'] },
		[['line', 'plain-line']],
	],
	['a team’s address in the clear', { deskOrigin: 'http://team.example' }, [['line', 'plain-line']]],
	['a server nobody else reaches', { origins: ['http://localhost:8000'] }, [['line', 'only-this-machine']]],
	['no address at all', { origins: [] }, [['line', 'only-this-machine']]],
	['one address for both', { deskOrigin: 'https://tell.example' }, [['addresses', 'one-address']]],
	['no address for the team', { deskOrigin: null }, [['addresses', 'no-desk-address']]],
	['a server that stays down after a power cut', { restarts: false }, [['restart', 'not-started-again']]],
	['a clock nobody sets', { clockKept: false }, [['clock', 'clock-alone']]],
	[
		'a clock that fell back behind what is stored',
		{ newestDay: addDays(today, 1) },
		[['clock', 'clock-behind']],
	],
	['a small disk', { disk: { free: 1e9, total: 5e9 } }, [['disk', 'little-room']]],
	['a large disk that is nearly full', { disk: { free: 90e9, total: 1e12 } }, [['disk', 'little-room']]],
	['a mail server nobody tried', { mail: { taken: false } }, [['mail', 'mail-untried']]],
	['a host who sends no mail', { mail: null }, [['mail', 'no-mail']]],
	[
		'backups that stopped',
		{ copies: { made: addDays(today, -4), restored: today } },
		[['backup', 'old-backup']],
	],
	[
		'a copy nobody ever put back',
		{ copies: { made: today, restored: null } },
		[['restore', 'never-restored']],
	],
	[
		'no team yet',
		{ team: null },
		[
			['members', 'no-team'],
			['recovery', 'no-team'],
		],
	],
	[
		'one member and no recovery key',
		{ team: { readers: 1, recovery: 'none' } },
		[
			['members', 'one-member'],
			['recovery', 'no-recovery'],
		],
	],
	[
		'a recovery sheet nobody tried',
		{ team: { readers: 2, recovery: 'untried' } },
		[['recovery', 'recovery-untried']],
	],
	['a disk a thief can read', { diskEncrypted: false }, [['encryption', 'disk-open']]],
	[
		'memory that is written to a disk',
		{ openSwap: true, coreDumps: true },
		[
			['swap', 'swap-open'],
			['dumps', 'dumps-on'],
		],
	],
	[
		'PostgreSQL elsewhere',
		{ copies: 'elsewhere' },
		[
			['backup', 'cannot-tell'],
			['restore', 'cannot-tell'],
		],
	],
])('%s is found, and nothing else', (_what, change, expected) => {
	expect(found(change)).toEqual(expected)
})

test('two members who chose to have no recovery key are not told to make one', () => {
	expect(found({ team: { readers: 2, recovery: 'none' } })).toEqual([])
})

const maybe = fc.option(fc.boolean(), { nil: null })
const day = fc.option(
	fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days)),
	{ nil: null },
)
const origin = fc
	.tuple(fc.constantFrom('http', 'https'), fc.domain())
	.map(([scheme, name]) => `${scheme}://${name}`)
const facts: fc.Arbitrary<HostFacts> = fc.record({
	origins: fc.array(origin, { maxLength: 3 }),
	deskOrigin: fc.option(origin, { nil: null }),
	restarts: maybe,
	clockKept: maybe,
	today: fc.constant(today),
	newestDay: day,
	disk: fc.option(fc.record({ free: fc.nat(), total: fc.nat() }), { nil: null }),
	mail: fc.option(fc.record({ taken: fc.boolean() }), { nil: null }),
	copies: fc.oneof(fc.constant('elsewhere' as const), fc.record({ made: day, restored: day })),
	team: fc.option(
		fc.record({
			readers: fc.nat(9),
			recovery: fc.constantFrom('none' as const, 'untried' as const, 'tried' as const),
		}),
		{ nil: null },
	),
	diskEncrypted: maybe,
	openSwap: maybe,
	coreDumps: maybe,
})

test('whatever is known, every check has one finding, and what is not known is never called well', () => {
	fc.assert(
		fc.property(facts, (known) => {
			const findings = judgeHost(known)
			expect(findings.map(({ check }) => check)).toEqual([...CHECKS])
			expect(findings.every(({ finding }) => FINDINGS.includes(finding))).toBe(true)
			const of = (check: Check) => findings.find((finding) => finding.check === check)?.finding
			if (known.diskEncrypted === null) expect(of('encryption')).toBe('cannot-tell')
			if (known.openSwap === null) expect(of('swap')).toBe('cannot-tell')
			if (known.disk === null) expect(of('disk')).toBe('cannot-tell')
		}),
	)
	const notMissing = FINDINGS.filter((finding) => markOf(finding) !== 'missing')
	expect(notMissing).toEqual(['well', 'cannot-tell', 'no-mail'])
})
