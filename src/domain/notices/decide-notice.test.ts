import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days.ts'
import {
	type Awaited,
	decideNotice,
	delayOf,
	LONGEST_DELAY,
	type Moment,
	retryAfter,
} from '#domain/notices/decide-notice.ts'
import {
	FIRST_RULE,
	isQuiet,
	MINUTES_A_DAY,
	type NoticeRule,
	whomToCall,
} from '#domain/notices/notice-rule.ts'

const TODAY = '2026-11-22' as Day
const minutes = fc.integer({ min: 0, max: MINUTES_A_DAY - 1 })
const spans = fc.record({ from: minutes, to: minutes })
const rules: fc.Arbitrary<NoticeRule> = fc.record({
	rhythm: fc.constantFrom('soon', 'daily'),
	dailyMinute: minutes,
	quiet: fc.option(spans),
	duty: fc.constant([]),
})
const awaiteds: fc.Arbitrary<Awaited> = fc.record({
	quiet: fc.option(spans),
	daily: fc.integer({ min: -3, max: 0 }).map((days) => addDays(TODAY, days)),
	hasNews: fc.boolean(),
	drawn: fc.option(fc.integer({ min: 0, max: 100 })),
})
const moments: fc.Arbitrary<Moment> = fc.record({
	instant: fc.integer({ min: 0, max: 100 }),
	day: fc.constant(TODAY),
	minute: minutes,
})

test('a notice of the daily rhythm depends on the clock alone, never on what came', () => {
	fc.assert(
		fc.property(rules, awaiteds, awaiteds, moments, (rule, one, other, now) => {
			const daily: NoticeRule = { ...rule, rhythm: 'daily' }
			const same = { ...other, daily: one.daily }
			expect(decideNotice(daily, one, now)).toEqual(decideNotice(daily, same, now))
		}),
	)
})

test('nobody is told in quiet hours, whether the team or the member asked for them', () => {
	fc.assert(
		fc.property(rules, awaiteds, moments, (rule, awaited, now) => {
			const quiet = isQuiet(rule.quiet, now.minute) || isQuiet(awaited.quiet, now.minute)
			fc.pre(rule.rhythm === 'soon' && quiet)
			expect(decideNotice(rule, awaited, now).do).toBe('wait')
		}),
	)
})

test('nobody is told of nothing, nor before the instant drawn, nor twice on a day', () => {
	fc.assert(
		fc.property(rules, awaiteds, moments, (rule, awaited, now) => {
			const decision = decideNotice(rule, awaited, now)
			if (decision.do !== 'tell') return
			if (decision.kind === 'daily') expect(awaited.daily < now.day).toBe(true)
			else expect(awaited.hasNews && awaited.drawn !== null && awaited.drawn <= now.instant).toBe(true)
		}),
	)
})

test('whoever waits outside quiet hours for something that came is told when the instant comes', () => {
	fc.assert(
		fc.property(awaiteds, moments, (awaited, now) => {
			const waiting = { ...awaited, quiet: null, hasNews: true }
			expect(decideNotice(FIRST_RULE, { ...waiting, drawn: null }, now)).toEqual({ do: 'draw' })
			const told = decideNotice(FIRST_RULE, { ...waiting, drawn: now.instant }, now)
			expect(told).toEqual({ do: 'tell', kind: 'news' })
		}),
	)
})

test('a delay is never longer than promised, and a retry never later than an hour', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 0, max: 1, noNaN: true }),
			fc.integer({ min: 1, max: 5000 }),
			(chance, n) => {
				expect(delayOf(LONGEST_DELAY, chance)).toBeLessThan(15 * 60_000)
				expect(retryAfter(n)).toBeGreaterThanOrEqual(60_000)
				expect(retryAfter(n)).toBeLessThanOrEqual(3_600_000)
			},
		),
	)
})

test.each([
	['in the middle of the night', { from: 1320, to: 360 }, 60, true],
	['in the evening of hours that reach over midnight', { from: 1320, to: 360 }, 1330, true],
	['when they end', { from: 1320, to: 360 }, 360, false],
	['at noon', { from: 1320, to: 360 }, 720, false],
	['when they begin', { from: 600, to: 660 }, 600, true],
	['before they begin', { from: 600, to: 660 }, 599, false],
	['all day', { from: 600, to: 600 }, 0, true],
])('quiet hours %s', (_, quiet, minute, expected) => {
	expect(isQuiet(quiet, minute)).toBe(expected)
})

test('the members on duty are called, and everybody when nobody on duty can be reached', () => {
	const reached = [{ member: 'ruth' }, { member: 'tomas' }]
	expect(whomToCall({ duty: ['tomas', 'lena'] }, reached)).toEqual([{ member: 'tomas' }])
	expect(whomToCall({ duty: [] }, reached)).toEqual(reached)
	expect(whomToCall({ duty: ['lena'] }, reached)).toEqual(reached)
})
