import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { LANGUAGES } from '#domain/languages.ts'
import {
	judgeLetter,
	LETTER_REFUSALS,
	type LetterRefusal,
	OWN_REFUSALS,
} from '#domain/letters/judge-letter.ts'
import {
	type Choices,
	type Committee,
	type LetterAnswers,
	type LetterKind,
	LETTER_KINDS,
	NO_ANSWERS,
} from '#domain/letters/letter-items.ts'
import { letterFile } from '../../src/routes/[lang=lang]/letters.json/letter-file.ts'
import { finderFacts, TODAY } from './finder-facts.ts'

function day(text: string): Day {
	return text as Day
}

function refusals(kind: LetterKind, answers: Partial<LetterAnswers>): readonly LetterRefusal[] {
	return judgeLetter(kind, { ...NO_ANSWERS, country: 'COL', ...answers }, finderFacts, TODAY).refusals
}

function complaint(committee: Committee, choices: Choices = {}, more: Partial<LetterAnswers> = {}) {
	return refusals('committee', { ...more, choices: { committee, ...choices } })
}

test.each<[string, LetterKind, Partial<LetterAnswers>, LetterRefusal[]]>([
	['does not say who writes', 'special-procedures', { choices: { senderNamed: 'no' } }, ['anonymous']],
	['does not say who writes', 'reprisals', { choices: { senderNamed: 'no' } }, ['anonymous']],
	['knows it from the press', 'special-procedures', { choices: { knowledge: 'press' } }, ['only-press']],
	['knows it from the press', 'business-group', { choices: { knowledge: 'press' } }, ['only-press']],
	['has no yes of the person', 'reprisals', { choices: { consent: 'no' } }, ['no-consent']],
	['has no yes of the person', 'company', { choices: { consent: 'no' } }, ['no-consent']],
	['asks for Kenya', 'precautionary', { country: 'KEN' }, ['not-your-region']],
	['asks without danger', 'precautionary', { choices: { danger: 'no' } }, ['needs-urgency']],
	['hides the person', 'precautionary', { choices: { stateName: 'no' } }, ['needs-named-person']],
])('who %s in a letter %s is told why it is refused', (_, kind, answers, expected) => {
	expect(refusals(kind, answers)).toEqual(expected)
})

test.each<[string, readonly LetterRefusal[], LetterRefusal[]]>([
	['for a State that did not accept', complaint('ic_ccpr', {}, { country: 'CHN' }), ['not-accepted']],
	['that is not in force', complaint('ic_cmw'), ['not-in-force']],
	['about something else', complaint('ic_cat', { topic: 'media' }, { country: 'MEX' }), ['not-your-topic']],
	['before courts were tried', complaint('ic_ccpr', { remediesState: 'not-tried' }), ['remedies-first']],
	['while courts are at work', complaint('ic_ccpr', { remediesState: 'pending' }), ['remedies-first']],
	['without a name', complaint('ic_ccpr', { stateName: 'no' }), ['needs-named-person']],
	['for somebody without a yes', complaint('ic_ccpr', { speaksAs: 'unauthorised' }), ['not-authorised']],
	[
		'while the Inter-American Commission looks at it',
		complaint('ic_ccpr', {}, { elsewhereAt: [{ body: 'iachr_petition', state: 'pending' }] }),
		['pending-elsewhere'],
	],
	[
		'after another committee decided, in Spain',
		complaint('ic_ccpr', {}, { country: 'ESP', elsewhereAt: [{ body: 'ic_cat', state: 'finished' }] }),
		['examined-elsewhere'],
	],
	[
		'more than a year after the last decision',
		complaint(
			'ic_crc',
			{ remediesState: 'finished' },
			{ country: 'ESP', days: { finalDay: day('2025-09-21') } },
		),
		['deadline-passed'],
	],
	[
		'about what was over before the State was bound',
		complaint('ic_ccpr', { continuing: 'no' }, { country: 'ESP', days: { lastDay: day('1970-01-01') } }),
		['facts-too-early'],
	],
])('a complaint %s is refused', (_, given, expected) => {
	expect(given).toEqual(expected)
})

test('whoever cannot be asked can be spoken for when the reason stands there', () => {
	const choices = { speaksAs: 'unauthorised' } as const
	expect(
		complaint('ic_ccpr', choices, { texts: { authority: 'He is held where nobody may visit.' } }),
	).toEqual([])
})

test('letters to experts, or a request in the Americas, do not wait for courts or for another body', () => {
	const elsewhereAt = [{ body: 'ecthr_app', state: 'pending' }] as const
	for (const kind of ['special-procedures', 'precautionary'] as const)
		expect(refusals(kind, { choices: { remediesState: 'not-tried' }, elsewhereAt })).toEqual([])
})

test.each(LETTER_KINDS)('an empty letter %s lacks everything and is refused for nothing', (kind) => {
	expect(judgeLetter(kind, NO_ANSWERS, finderFacts, TODAY).refusals).toEqual([])
	expect(refusals(kind, {})).toEqual([])
})

test('a committee is asked to have the State wait only for what cannot be undone, and only in danger', () => {
	const judged = (choices: Choices) =>
		judgeLetter(
			'committee',
			{ ...NO_ANSWERS, country: 'COL', choices: { committee: 'ic_ccpr', ...choices } },
			finderFacts,
			TODAY,
		).interim
	expect(judged({ danger: 'yes', harm: 'removal' })).toBe(true)
	expect(judged({ danger: 'yes', harm: 'detention' })).toBe(false)
	expect(judged({ danger: 'no', harm: 'removal' })).toBe(false)
})

test.each(LANGUAGES)('every reason to refuse a letter has its sentence in %s', (language) => {
	const { screen, find } = letterFile(language)
	const said: Readonly<Record<string, string>> = { ...screen.refusals, ...find.closed, ...find.later }
	expect(LETTER_REFUSALS.filter((refusal) => (said[refusal] ?? '') === '')).toEqual([])
	expect(Object.keys(screen.refusals)).toEqual([...OWN_REFUSALS])
})
