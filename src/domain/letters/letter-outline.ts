import type { Judgement } from '#domain/letters/judge-letter.ts'
import {
	isAnswered,
	type LetterAnswers,
	type LetterItem,
	type LetterKind,
} from '#domain/letters/letter-items.ts'

export const HEADINGS = [
	'interim',
	'matter',
	'contact',
	'person',
	'company',
	'facts',
	'link',
	'danger',
	'rights',
	'home',
	'elsewhere',
	'request',
	'names',
	'documents',
	'sender',
] as const
export type Heading = (typeof HEADINGS)[number]

/**
 * One thing that is asked. What is wanted and not answered stands in the text as a gap to fill; `silent`: it is asked of
 * who writes, and is not for who reads the letter.
 */
export type Slot = { item: LetterItem; wanted: boolean; silent?: true }
export type OutlineSection = { heading: Heading; slots: readonly Slot[] }

/** A procedure wants it; it is asked for only where `only` holds. */
type Ask = Slot & { only?: (answers: LetterAnswers, judgement: Judgement) => boolean }

function wants(item: LetterItem, only?: Ask['only']): Ask {
	return { item, wanted: true, ...(only === undefined ? {} : { only }) }
}

function mayHave(item: LetterItem, only?: Ask['only']): Ask {
	return { item, wanted: false, ...(only === undefined ? {} : { only }) }
}

/** Decides what the letter says, and is not said itself. */
function decides(item: LetterItem): Ask {
	return { item, wanted: true, silent: true }
}

function byOthers({ choices }: LetterAnswers): boolean {
	return choices.by === 'company' || choices.by === 'armed-group'
}

function cannotBeAsked({ choices }: LetterAnswers): boolean {
	return choices.consent === 'cannot-ask'
}

function inDanger({ choices }: LetterAnswers): boolean {
	return choices.danger === 'yes'
}

function wentElsewhere({ elsewhereAt }: LetterAnswers): boolean {
	return elsewhereAt !== null && elsewhereAt.length > 0
}

const WHAT_HAPPENED = [
	wants('event'),
	wants('when'),
	wants('where'),
	wants('doers'),
	wants('by'),
	wants('stateFailed', byOthers),
]
const AGREEMENT = [wants('consent'), wants('consentWhy', cannotBeAsked)]
const NAMES = [...AGREEMENT, wants('stateName'), wants('publicName'), mayHave('secret')]
const EXPERTS_SENDER = [wants('senderNamed'), wants('sender'), wants('speaksAs'), wants('reach')]

// What each procedure wants to read: content/en/guide/mechanisms, parts `write` and `conditions`.
const OUTLINES: Readonly<Record<LetterKind, readonly (readonly [Heading, readonly Ask[]])[]>> = {
	'special-procedures': [
		['matter', [wants('country'), mayHave('topic'), wants('danger'), wants('harm', inDanger)]],
		['person', [wants('person')]],
		['facts', [...WHAT_HAPPENED, wants('knowledge')]],
		['danger', [wants('worse')]],
		['home', [mayHave('remedies')]],
		['elsewhere', [mayHave('elsewhere')]],
		['request', [wants('request')]],
		['names', NAMES],
		['sender', EXPERTS_SENDER],
	],
	reprisals: [
		['contact', [wants('unBody'), wants('unContact'), mayHave('caseNumber'), wants('unText')]],
		['person', [wants('person')]],
		['facts', [wants('country'), ...WHAT_HAPPENED]],
		['link', [wants('link')]],
		['danger', [mayHave('worse')]],
		['home', [wants('stateResponse')]],
		['request', [wants('request')]],
		['names', NAMES],
		['sender', EXPERTS_SENDER],
	],
	committee: [
		['interim', [wants('interimRequest', carriesInterim)]],
		[
			'matter',
			[wants('committee'), wants('country'), mayHave('topic'), wants('danger'), wants('harm', inDanger)],
		],
		[
			'person',
			[
				wants('person'),
				wants('speaksAs'),
				wants('sender', forSomebodyElse),
				wants('authority', forSomebodyElse),
				wants('openReach'),
			],
		],
		['facts', [...WHAT_HAPPENED, wants('lastDay'), wants('continuing')]],
		['rights', [wants('rights')]],
		[
			'home',
			[wants('remediesState'), wants('remedies'), wants('finalDay', isFinished), wants('delay', isLate)],
		],
		['elsewhere', [wants('elsewhereAt'), wants('elsewhere', wentElsewhere)]],
		['request', [wants('request')]],
		['names', [wants('stateName'), wants('publicName')]],
		['documents', [wants('documents')]],
	],
	precautionary: [
		['matter', [wants('country'), wants('danger'), wants('harm', inDanger)]],
		['person', [wants('person'), ...AGREEMENT]],
		['facts', WHAT_HAPPENED],
		['danger', [wants('worse'), wants('irreparable')]],
		['home', [wants('remedies')]],
		['elsewhere', [wants('elsewhereAt'), wants('elsewhere', wentElsewhere)]],
		['request', [wants('request'), mayHave('distrust')]],
		['names', [wants('stateName'), wants('publicName')]],
		['sender', [wants('senderNamed'), wants('sender'), wants('speaksAs'), wants('openReach')]],
	],
	'business-group': [
		['matter', [wants('country'), mayHave('topic'), wants('danger'), wants('harm', inDanger)]],
		['company', [wants('company'), wants('companyActs'), wants('companyTold')]],
		['person', [wants('person')]],
		['facts', [wants('event'), wants('when'), wants('where'), wants('stateFailed'), wants('knowledge')]],
		['danger', [mayHave('worse')]],
		['home', [mayHave('remedies')]],
		['elsewhere', [mayHave('elsewhere')]],
		['request', [wants('request')]],
		[
			'names',
			[...AGREEMENT, wants('stateName'), wants('companyName'), wants('publicName'), mayHave('secret')],
		],
		['sender', EXPERTS_SENDER],
	],
	company: [
		['company', [wants('company'), wants('companyActs'), mayHave('companyTold')]],
		['person', [decides('consent'), decides('companyName'), wants('person', companyMayKnow)]],
		['facts', [wants('event'), wants('when'), wants('where')]],
		['request', [wants('companyRequest')]],
		['sender', [wants('sender'), wants('openReach')]],
	],
}

function carriesInterim(_: LetterAnswers, { interim }: Judgement): boolean {
	return interim
}

function isLate(_: LetterAnswers, { notes }: Judgement): boolean {
	return notes.some(({ say }) => say === 'explain-delay')
}

function isFinished({ choices }: LetterAnswers): boolean {
	return choices.remediesState === 'finished'
}

function forSomebodyElse({ choices }: LetterAnswers): boolean {
	return choices.speaksAs === 'authorised' || choices.speaksAs === 'unauthorised'
}

function companyMayKnow({ choices }: LetterAnswers): boolean {
	return choices.companyName === 'yes'
}

/** What this letter says, in its order; sections with nothing to ask are left out. */
export function outlineOf(
	kind: LetterKind,
	answers: LetterAnswers,
	judgement: Judgement,
): readonly OutlineSection[] {
	return OUTLINES[kind]
		.map(([heading, asks]) => ({
			heading,
			slots: asks.filter(({ only }) => only === undefined || only(answers, judgement)),
		}))
		.filter(({ slots }) => slots.length > 0)
}

/** What the procedure wants and nobody has answered yet, in the order of the text. */
export function missingIn(sections: readonly OutlineSection[], answers: LetterAnswers): LetterItem[] {
	return sections
		.flatMap(({ slots }) => slots)
		.filter(({ item, wanted }) => wanted && !isAnswered(item, answers))
		.map(({ item }) => item)
}
