import type { Correction } from '#contract/corrections.ts'
import type { ActText } from '#contract/act-texts.ts'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import type { PageNotes } from '#contract/page-notes.ts'
import type { Language } from '#domain/languages.ts'
import { actsOf } from '#server/guide/act-pages.ts'
import { dangerContacts } from '#server/guide/danger-contacts.ts'
import { mechanismsChecked } from '#server/guide/facts.ts'
import { glossaryIn, type GlossaryTerm } from '#server/guide/glossary.ts'
import { mechanismPage, type MechanismPage } from '#server/guide/mechanism-page.ts'
import { pageNotes } from '#server/guide/page-notes.ts'

/** Open for every country or a whole region, and fast or close to what the guide is for; fastest first. */
const WAYS = [
	'sp_urgent',
	'wgeid',
	'ua_ced',
	'wgad_urgent',
	'un_reprisals',
	'tb_reprisals',
	'un_access',
	'acommhpr_urgent',
	'iachr_pm',
	'ecthr_r39',
	'ic_ccpr',
	'upr',
]

/** What happens most to people who speak up, so that a booklet can stay short. */
const ACTS = ['THR-1', 'LIB-1', 'LIFE-3', 'INT-1', 'DIG-2', 'ACC-2', 'ASS-1', 'FAM-1']

/** Words that stand in the pages on those ways. */
const WORDS = [
	'special-procedures',
	'un-experts',
	'working-group',
	'treaty',
	'treaty-body',
	'domestic-remedies',
	'interim-measures',
	'urgent-appeal',
	'enforced-disappearance',
	'arbitrary-detention',
	'universal-periodic-review',
	'human-rights-council',
	'consent',
]

export type Booklet = {
	ways: readonly MechanismPage[]
	acts: readonly Pick<ActText, 'name' | 'noteDown'>[]
	words: readonly GlossaryTerm[]
	danger: typeof dangerContacts
	checked: typeof mechanismsChecked
	notes: PageNotes
}

/** The short booklet: the main ways, what to note down, danger, words. */
export function bookletOf(language: Language, corrections: readonly Correction[]): Booklet {
	const acts = ACT_GROUPS.flatMap((group) => actsOf(language, group, corrections))
	const ways = WAYS.map((id) => found(id, mechanismPage(language, id, corrections)))
	const noted = ACTS.map((code) => found(code, acts.find((act) => act.code === code) ?? null))
	return {
		ways,
		acts: noted,
		words: glossaryIn(language).filter(({ id }) => WORDS.includes(id)),
		danger: dangerContacts,
		checked: mechanismsChecked,
		notes: pageNotes(language, corrections, {
			checks: [{ of: 'page', nextCheck: mechanismsChecked.nextCheck }],
			shown: [ways.map(({ text }) => text), noted],
		}),
	}
}

function found<Thing>(name: string, thing: Thing | null): Thing {
	if (thing === null) throw new RangeError(`the booklet names ${name}, which is not in the guide`)
	return thing
}
