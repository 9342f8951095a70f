import fc from 'fast-check'
import { expect, test } from 'vitest'
import { say, sayCount, sayDay, sayLanguage, sayList, sayWeekdays } from '#components/say.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'

test('a value is written as it is, even when it looks like a place for another', () => {
	fc.assert(
		fc.property(fc.string(), (name) => {
			expect(say('The team of {name}.', { name, other: 'x' })).toBe(`The team of ${name}.`)
		}),
	)
	expect(say('{name}: {other}', { name: '{other}', other: 'x' })).toBe('{other}: x')
})

test('a place without a value stays visible, so that somebody notices', () => {
	expect(say('Within {count} days.', {})).toBe('Within {count} days.')
})

test('three people are counted with the form Arabic has for few', () => {
	const people = { one: 'شخص واحد', two: 'شخصان', few: '{count} أشخاص', other: '{count} شخص' }
	expect([1, 2, 3, 100].map((count) => sayCount(people, count, 'ar'))).toEqual([
		'شخص واحد',
		'شخصان',
		'3 أشخاص',
		'100 شخص',
	])
})

test('a day comes before its month, in Latin digits everywhere', () => {
	expect(sayDay('2026-11-22', 'en')).toBe('22 November 2026')
	expect(sayDay('2026-11-22', 'ru')).toBe('22 ноября 2026 года')
	expect(sayDay('2026-11-22', 'ar')).toBe('22 نوفمبر 2026')
	for (const language of INTERFACE_LANGUAGES)
		expect(sayDay('2026-11-22', language)).toMatch(/22.*2026|2026.*22/)
})

test('days of the week are said in the order of the week, whatever the order given', () => {
	expect(sayWeekdays(['fri', 'mon'], 'en')).toBe('Monday and Friday')
	expect(sayWeekdays(['sun', 'mon'], 'fr')).toBe('lundi et dimanche')
})

test('languages are listed as people list them', () => {
	const known = (['en', 'fr', 'ar'] as const).map((language) => sayLanguage(language, 'en'))
	expect(sayList(known, 'en')).toBe('English, French and Arabic')
})
