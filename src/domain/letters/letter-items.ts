import type { Day } from '#domain/days.ts'
import { COMMITTEES, COMPLAINTS } from '#domain/finder/facts.ts'
import { CATEGORIES, DOERS, type Elsewhere, HARMS, REMEDIES, UN_LINKS } from '#domain/finder/situation.ts'

/** Whom a letter is for. A company and the experts who deal with companies never get the same text. */
export const LETTER_KINDS = [
	'special-procedures',
	'reprisals',
	'committee',
	'precautionary',
	'business-group',
	'company',
] as const
export type LetterKind = (typeof LETTER_KINDS)[number]

/** Languages all of these procedures read. */
export const LETTER_LANGUAGES = ['en', 'fr', 'es'] as const
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number]

export type Committee = (typeof COMMITTEES)[number]

/** Other international procedures people are asked about: ids of the finder. */
export const ELSEWHERE_BODIES = [
	...COMPLAINTS,
	'sp_urgent',
	'wgad_regular',
	'wgeid',
	'ua_ced',
	'iachr_petition',
	'iachr_pm',
	'ecthr_app',
	'acommhpr',
	'afcourt',
	'ecowas_court',
	'eac_court',
] as const
export type ElsewhereBody = (typeof ELSEWHERE_BODIES)[number]

/** What is answered in the person's own words. */
export const TEXT_ITEMS = [
	'person',
	'event',
	'when',
	'where',
	'doers',
	'stateFailed',
	'worse',
	'irreparable',
	'interimRequest',
	'unContact',
	'link',
	'unText',
	'caseNumber',
	'stateResponse',
	'company',
	'companyActs',
	'companyTold',
	'rights',
	'remedies',
	'delay',
	'elsewhere',
	'request',
	'companyRequest',
	'distrust',
	'secret',
	'consentWhy',
	'authority',
	'documents',
	'sender',
	'reach',
	'openReach',
] as const
export type TextItem = (typeof TEXT_ITEMS)[number]

const YES_NO = ['yes', 'no'] as const

/** What is answered by choosing. */
export const CHOICES = {
	committee: COMMITTEES,
	topic: CATEGORIES,
	by: DOERS,
	danger: YES_NO,
	harm: HARMS,
	continuing: YES_NO,
	unBody: UN_LINKS,
	remediesState: REMEDIES,
	knowledge: ['own', 'press'],
	consent: ['yes', 'no', 'cannot-ask'],
	stateName: YES_NO,
	publicName: YES_NO,
	companyName: YES_NO,
	speaksAs: ['self', 'authorised', 'unauthorised'],
	senderNamed: YES_NO,
} as const
export type ChoiceItem = keyof typeof CHOICES
/** Undefined: the answer was taken back. */
export type Choices = { readonly [Item in ChoiceItem]?: (typeof CHOICES)[Item][number] | undefined }

export const DAY_ITEMS = ['lastDay', 'finalDay'] as const
export type DayItem = (typeof DAY_ITEMS)[number]

export type LetterItem = TextItem | ChoiceItem | DayItem | 'country' | 'elsewhereAt'

/** One other procedure, and how far it is. */
export type ElsewherePlace = { body: ElsewhereBody; state: Elsewhere['state'] }

/** What was answered so far; what is absent was not. */
export type LetterAnswers = {
	/** ISO 3166-1 alpha-3. */
	country: string | null
	texts: Readonly<Partial<Record<TextItem, string>>>
	choices: Choices
	days: Readonly<Partial<Record<DayItem, Day | undefined>>>
	/** Empty: to no other. */
	elsewhereAt: readonly ElsewherePlace[] | null
}

export const NO_ANSWERS: LetterAnswers = {
	country: null,
	texts: {},
	choices: {},
	days: {},
	elsewhereAt: null,
}

export function isText(item: LetterItem): item is TextItem {
	return TEXT_ITEMS.some((one) => one === item)
}

export function isDayItem(item: LetterItem): item is DayItem {
	return DAY_ITEMS.some((one) => one === item)
}

export function isChoice(item: LetterItem): item is ChoiceItem {
	return item in CHOICES
}

/** Whether something was answered; spaces are no answer. */
export function isAnswered(item: LetterItem, answers: LetterAnswers): boolean {
	if (isText(item)) return (answers.texts[item] ?? '').trim() !== ''
	if (isDayItem(item)) return answers.days[item] !== undefined
	if (isChoice(item)) return answers.choices[item] !== undefined
	return answers[item] !== null
}
