import { expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import type { Elsewhere, Situation } from '#domain/finder/situation.ts'
import { found, notesOf, placeOf } from './finder-facts.ts'

const day = (text: string) => text as Day
const at = (body: string, state: Elsewhere['state'], same: boolean | null = null): Partial<Situation> => ({
	elsewhere: [{ body, state, same }],
})

/** Courts of the country are done with it. */
const finished: Partial<Situation> = { remedies: 'finished', finalDecision: day('2026-10-01') }

const RULES: readonly (readonly [string, string, Partial<Situation>, string])[] = [
	['a State that has not accepted a procedure', 'ic_ccpr', { country: 'BHR' }, 'not-accepted'],
	[
		'complaints of migrant workers before ten States accept them',
		'ic_cmw',
		{ country: 'MEX' },
		'not-in-force',
	],
	[
		'what happened before the State was bound',
		'ic_crpd',
		{ country: 'ECU', categories: ['disability'], date: day('2001-01-01'), ...finished },
		'facts-too-early',
	],
	[
		'the same, when it goes on',
		'ic_crpd',
		{ country: 'ECU', categories: ['disability'], date: day('2001-01-01'), continuing: true, ...finished },
		'longer',
	],
	[
		'a citizen of a party who is missing elsewhere',
		'ua_ced',
		{ country: 'SYR', nationality: 'IRQ', categories: ['disappearance'], outcome: 'truth' },
		'doFirst',
	],
	[
		'a missing person whom neither State’s treaty covers',
		'ua_ced',
		{ country: 'PAK', nationality: 'PAK', categories: ['disappearance'], outcome: 'truth' },
		'not-accepted',
	],
	[
		'the same person, at the working group',
		'wgeid',
		{ country: 'PAK', categories: ['disappearance'], outcome: 'truth' },
		'doFirst',
	],
	[
		'a year after the last decision',
		'ic_cescr',
		{ country: 'ESP', categories: ['housing'], ...finished, finalDecision: day('2025-11-20') },
		'deadline-passed',
	],
	[
		'the last day of that year',
		'ic_cescr',
		{ country: 'ESP', categories: ['housing'], ...finished, finalDecision: day('2025-11-21') },
		'longer',
	],
	[
		'six months after the last decision, race',
		'ic_cerd',
		{ country: 'MEX', categories: ['race'], ...finished, finalDecision: day('2026-06-21') },
		'longer',
	],
	[
		'four months in Spain, which gives three',
		'ic_cerd',
		{ country: 'ESP', categories: ['race'], ...finished, finalDecision: day('2026-07-21') },
		'deadline-passed',
	],
	['courts that were not tried', 'ic_ccpr', { remedies: 'not-tried' }, 'remedies-first'],
	['courts that do not work', 'ic_ccpr', { country: 'KAZ', remedies: 'ineffective-or-dangerous' }, 'longer'],
	['courts still at work', 'ic_ccpr', { remedies: 'pending' }, 'remedies-first'],
	[
		'courts still at work, and an execution in days',
		'ic_ccpr',
		{
			country: 'ZMB',
			categories: ['life'],
			remedies: 'pending',
			danger: true,
			harm: 'execution',
			outcome: 'protection',
		},
		'doNext',
	],
	[
		'two complaints at once',
		'ic_ccpr',
		{ country: 'TUR', categories: ['expression'], ...finished },
		'alternatives',
	],
	[
		'no court is needed for experts’ letters',
		'sp_urgent',
		{ remedies: 'not-tried', outcome: 'pressure' },
		'doFirst',
	],
	[
		'an opinion on the detention still awaited',
		'ic_ccpr',
		{ ...finished, ...at('wgad_regular', 'pending') },
		'pending-elsewhere',
	],
	[
		'an opinion given',
		'ic_ccpr',
		{ country: 'KAZ', ...finished, ...at('wgad_regular', 'finished') },
		'longer',
	],
	[
		'an opinion given, in a State that allows one examination',
		'ic_ccpr',
		{ country: 'NOR', ...finished, finalDecision: day('2026-01-01'), ...at('wgad_regular', 'finished') },
		'examined-elsewhere',
	],
	[
		'a search by the working group',
		'ic_ccpr',
		{ country: 'KAZ', ...finished, ...at('wgeid', 'pending') },
		'longer',
	],
	[
		'an opinion on the detention, then the Committee against Torture',
		'ic_cat',
		{ country: 'MEX', categories: ['torture'], ...finished, ...at('wgad_regular', 'finished') },
		'longer',
	],
	[
		'a court, then the Committee against Torture',
		'ic_cat',
		{ country: 'MEX', categories: ['torture'], ...finished, ...at('iachr_petition', 'finished') },
		'examined-elsewhere',
	],
	[
		'an opinion on the very same matter, then CEDAW',
		'ic_cedaw',
		{ categories: ['women'], ...finished, ...at('wgad_regular', 'finished', true) },
		'examined-elsewhere',
	],
	[
		'an opinion on another matter, then CEDAW',
		'ic_cedaw',
		{ categories: ['women'], ...finished, ...at('wgad_regular', 'finished', false) },
		'longer',
	],
	[
		'experts’ letters, then CRPD',
		'ic_crpd',
		{ country: 'MEX', categories: ['disability'], ...finished, ...at('sp_urgent', 'finished') },
		'longer',
	],
	[
		'a case at the Commission, then CRPD',
		'ic_crpd',
		{ country: 'MEX', categories: ['disability'], ...finished, ...at('iachr_petition', 'pending') },
		'pending-elsewhere',
	],
	[
		'race, in a State that declared so',
		'ic_cerd',
		{ country: 'DNK', categories: ['race'], ...finished, ...at('ecthr_app', 'finished') },
		'examined-elsewhere',
	],
	[
		'race, in a State that declared nothing',
		'ic_cerd',
		{ country: 'MEX', categories: ['race'], ...finished, ...at('iachr_petition', 'finished') },
		'longer',
	],
	[
		'a second search for the same person',
		'wgeid',
		{ country: 'MEX', categories: ['disappearance'], outcome: 'truth' },
		'alternatives',
	],
	['nobody agreed', 'wgad_regular', { consent: false, outcome: 'release' }, 'needs-named-person'],
	['nobody may be named', 'sp_urgent', { named: false, outcome: 'pressure' }, 'needs-named-person'],
	[
		'a person alone, at the ILO',
		'ilo_cfa',
		{ categories: ['unions'], actor: 'victim', outcome: 'law' },
		'actor-not-admitted',
	],
	['a union, at the ILO', 'ilo_cfa', { categories: ['unions'], actor: 'union', outcome: 'law' }, 'longer'],
	[
		'a person alone, with a collective complaint',
		'esc_cc',
		{ country: 'FRA', categories: ['housing'], actor: 'family' },
		'actor-not-admitted',
	],
	[
		'an organisation of Finland, with a collective complaint',
		'esc_cc',
		{ country: 'FIN', categories: ['housing'], actor: 'ngo' },
		'longer',
	],
	[
		'an inquiry the State excluded',
		'inq_cat',
		{ country: 'CHN', categories: ['torture'], pattern: true, outcome: 'truth' },
		'not-accepted',
	],
	[
		'an inquiry into one case',
		'inq_cat',
		{ country: 'EGY', categories: ['torture'], pattern: false, outcome: 'truth' },
		'needs-pattern',
	],
	[
		'a firm from a Party to Aarhus, elsewhere',
		'aarhus_sr',
		{ country: 'COL', categories: ['environment'], by: 'company', companyFrom: 'SRB', outcome: 'protection' },
		'doFirst',
	],
	['no danger now', 'wgad_urgent', { outcome: 'release' }, 'needs-urgency'],
	[
		'no contact with the Council',
		'hrc_president',
		{ link: 'treaty-body', outcome: 'reprisal' },
		'no-un-link',
	],
]

test.for(RULES)('%s: %s', ([, id, answers, expected]) => {
	expect(placeOf(id, found(answers))).toBe(expected)
})

test('contact with any body of the United Nations pins the way for reprisals, whatever is wanted', () => {
	for (const link of ['hrc', 'peace-operation', 'security-council', 'country-team'] as const)
		expect(found({ link, outcome: 'law' }).pinned).toEqual(['un_reprisals'])
	expect(found({ link: 'iachr' }).pinned).toEqual([])
})

test('somebody whose every complaint is closed still has letters, reports and the review of their State', () => {
	const nothing = found({ country: 'BHR', outcome: 'decision', remedies: 'not-tried' })
	for (const id of ['sp_urgent', 'tb_report', 'upr'])
		expect(['doFirst', 'doNext', 'longer']).toContain(placeOf(id, nothing))
})

test('harm by a company brings the State’s duty and the doors for business', () => {
	const byCompany = found({ by: 'company', outcome: 'pressure' })
	expect(byCompany.company).toContain('wg-business')
	expect(notesOf('sp_urgent', byCompany)).toContain('state-failed-to-protect')
	expect(found({ by: 'state' }).company).toEqual([])
})

test('who is late, or has little time left, is told', () => {
	const near = { country: 'DNK', categories: ['race'] as const, remedies: 'finished' as const }
	expect(notesOf('ic_cerd', found({ ...near, finalDecision: day('2026-06-10') }))).toContain('deadline-near')
	expect(notesOf('ic_ccpr', found({ remedies: 'finished', finalDecision: day('2021-11-01') }))).toContain(
		'explain-delay',
	)
})
