import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterKeeper } from '#browser/desk/inbox/letter-keeper.ts'
import { UnsentTexts } from '#browser/desk/unsent-texts.ts'
import type { WrittenLetter } from '#browser/letters/letter-draft.svelte.ts'
import type { Day } from '#domain/days.ts'
import {
	type Choices,
	CHOICES,
	DAY_ITEMS,
	ELSEWHERE_BODIES,
	LETTER_KINDS,
	LETTER_LANGUAGES,
	NO_ANSWERS,
	TEXT_ITEMS,
} from '#domain/letters/letter-items.ts'
import { memberIdentity, memberRecipient } from '#vault/member-keys.ts'
import { AMINA, RUTH } from '../../../../tests/seed/arcadia-team.ts'

const THREAD = '0123456789abcdef0123456789abcdef'
const OTHER = 'fedcba9876543210fedcba9876543210'

const anyChoices = fc.record(
	Object.fromEntries(
		Object.entries(CHOICES).map(([item, values]) => [
			item,
			fc.constantFrom<string | undefined>(...values, undefined),
		]),
	),
	{ requiredKeys: [] },
) as fc.Arbitrary<Choices>

const anyDay = fc.constantFrom('2024-02-29' as Day, '2026-11-21' as Day, undefined)

const anyLetter: fc.Arbitrary<WrittenLetter> = fc
	.record({
		kind: fc.constantFrom(...LETTER_KINDS, null),
		language: fc.constantFrom(...LETTER_LANGUAGES),
		saidYes: fc.boolean(),
		answers: fc.option(
			fc.record({
				country: fc.constantFrom('COL', 'ESP', null),
				texts: fc.record(
					Object.fromEntries(TEXT_ITEMS.map((item) => [item, fc.string({ unit: 'binary' })])),
					{
						requiredKeys: [],
					},
				),
				choices: anyChoices,
				days: fc.record(Object.fromEntries(DAY_ITEMS.map((item) => [item, anyDay])), { requiredKeys: [] }),
				elsewhereAt: fc.option(
					fc.array(
						fc.record({
							body: fc.constantFrom(...ELSEWHERE_BODIES),
							state: fc.constantFrom('pending' as const, 'finished' as const),
						}),
					),
				),
			}),
		),
	})
	.map((letter) => structuredClone(letter))

const written: WrittenLetter = {
	kind: 'committee',
	language: 'fr',
	saidYes: true,
	answers: { ...NO_ANSWERS, country: 'COL', texts: { request: 'Qu’on la libère.' } },
}

test('every letter is found again as it was left, with what was taken back still taken back', () => {
	fc.assert(
		fc.property(anyLetter, (left) => {
			const keeper = letterKeeper(new UnsentTexts(), THREAD)
			keeper.keep(left)
			expect(keeper.read()).toStrictEqual(left)
		}),
	)
})

test('a letter waits out the lock for who wrote it, at its own thread and nobody else’s', async () => {
	const unsent = new UnsentTexts()
	const keeper = letterKeeper(unsent, THREAD)
	keeper.keep(written)
	expect(letterKeeper(unsent, OTHER).read()).toBeNull()
	await unsent.lock(await memberRecipient(AMINA))
	expect(keeper.read()).toBeNull()
	await unsent.unlock(memberIdentity(RUTH))
	expect(keeper.read()).toBeNull()
	keeper.keep(null)
	await unsent.lock(await memberRecipient(RUTH))
	await unsent.unlock(memberIdentity(AMINA))
	expect(keeper.read()).toEqual(written)
})

test('a letter that was thrown away does not come back with the next unlock', async () => {
	const unsent = new UnsentTexts()
	const keeper = letterKeeper(unsent, THREAD)
	keeper.keep(written)
	keeper.keep(null)
	await unsent.lock(await memberRecipient(AMINA))
	await unsent.unlock(memberIdentity(AMINA))
	expect(keeper.read()).toBeNull()
})

const { answers } = written

test.each<[string, unknown]>([
	['of a kind nobody knows', { ...written, kind: 'petition' }],
	['in a language letters are not written in', { ...written, language: 'ar' }],
	['with a yes that is no yes', { ...written, saidYes: 'true' }],
	['without its language', { kind: 'company', saidYes: false, answers: null }],
	['with something more', { ...written, step: 2 }],
	['whose answers lack a part', { ...written, answers: { ...answers, days: undefined } }],
	[
		'whose answers hold a question nobody asks',
		{ ...written, answers: { ...answers, texts: { age: '30' } } },
	],
	['with a choice nobody offers', { ...written, answers: { ...answers, choices: { consent: 'maybe' } } }],
	['with a day that is none', { ...written, answers: { ...answers, days: { lastDay: '2026-02-30' } } }],
	['with a State by its name', { ...written, answers: { ...answers, country: 'Colombia' } }],
	[
		'with another body and no word how far it is',
		{ ...written, answers: { ...answers, elsewhereAt: [{ body: 'ic_cat' }] } },
	],
	['that is a text', 'Qu’on la libère.'],
])('something kept %s is refused whole', (_, kept) => {
	const unsent = new UnsentTexts()
	unsent.keep(`letter ${THREAD}`, JSON.stringify(kept))
	expect(() => letterKeeper(unsent, THREAD).read()).toThrow('Invalid')
})
