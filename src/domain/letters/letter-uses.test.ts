import { expect, test } from 'vitest'
import { type Consent, FIRST_CONSENT, REACHES } from '#domain/consent/consent.ts'
import { type LetterAnswers, LETTER_KINDS, NO_ANSWERS } from '#domain/letters/letter-items.ts'
import { judgeUses, mayLeave } from '#domain/letters/letter-uses.ts'

const named: LetterAnswers = { ...NO_ANSWERS, texts: { person: 'Amina' }, choices: { stateName: 'no' } }
const unnamed: LetterAnswers = { ...named, texts: {} }

function choosing(reach: Consent['reach']): Consent {
	return { ...FIRST_CONSENT, reach }
}

test.each([
	['special-procedures', named, 'experts-named', 'may'],
	['special-procedures', named, 'experts-unnamed', 'may-not'],
	['special-procedures', unnamed, 'experts-unnamed', 'may'],
	['reprisals', unnamed, 'ask-each-time', 'asking'],
	['business-group', named, 'team-only', 'may-not'],
	['company', named, 'experts-named', 'asking'],
	['company', named, 'team-only', 'may-not'],
] as const)(
	'the yes of the person to a letter %s is read from what they chose',
	(kind, answers, reach, standing) => {
		expect(judgeUses(kind, answers, choosing(reach)).map((use) => use.standing)).toEqual([standing])
	},
)

test.each(['committee', 'precautionary'] as const)(
	'no choice of the person lets a letter %s go to a body that tells the government',
	(kind) => {
		for (const reach of REACHES)
			expect(judgeUses(kind, named, choosing(reach))).toContainEqual({
				use: 'contact-government',
				standing: 'may-not',
			})
	},
)

test('experts who may tell the State the name let the government know', () => {
	const answers = { ...named, choices: { stateName: 'yes' } } as const
	const uses = judgeUses('special-procedures', answers, choosing('experts-named'))
	expect(uses.map(({ use }) => use)).toEqual(['tell-experts-named', 'contact-government'])
	expect(mayLeave(uses, choosing('experts-named'), false)).toBe(false)
})

test.each(LETTER_KINDS)(
	'a yes to this letter %s is enough, unless the person chose the team alone',
	(kind) => {
		for (const reach of REACHES) {
			const uses = judgeUses(kind, named, choosing(reach))
			expect(mayLeave(uses, choosing(reach), true)).toBe(reach !== 'team-only')
		}
	},
)

test('without a yes nothing leaves that was not chosen', () => {
	for (const kind of LETTER_KINDS)
		for (const reach of ['team-only', 'ask-each-time'] as const)
			expect(mayLeave(judgeUses(kind, named, choosing(reach)), choosing(reach), false)).toBe(false)
})
