import type { Day } from '#domain/days.ts'
import type { Judgement } from '#domain/letters/judge-letter.ts'
import {
	type ChoiceItem,
	type CHOICES,
	type ElsewhereBody,
	isAnswered,
	isChoice,
	isDayItem,
	isText,
	type LetterAnswers,
	type LetterItem,
	type LetterKind,
	type LetterLanguage,
} from '#domain/letters/letter-items.ts'
import { type Heading, outlineOf, type Slot } from '#domain/letters/letter-outline.ts'

/** The words of letters in one language, as they are written. */
export type LetterTexts = {
	language: LetterLanguage
	title: Readonly<Record<LetterKind, string>>
	to: Readonly<Record<LetterKind, string>>
	/** Where the address of today is found: no address is printed that nobody has verified. */
	where: Readonly<Record<LetterKind, string>>
	opening: Readonly<Record<LetterKind, string>>
	closing: Readonly<Record<LetterKind, string>>
	/** Said in the first line as long as the person's yes is lacking. */
	notCleared: string
	/** `{item}` */
	gap: string
	/** `{from}`, `{to}`: a day that is not known exactly. */
	between: string
	/** `{label}` */
	labelled: string
	headings: Readonly<Record<Heading, string>>
	/** Names of what is asked. */
	items: Readonly<Record<LetterItem, string>>
	/** What a choice says, a sentence or a name. */
	values: { readonly [Item in ChoiceItem]: Readonly<Record<(typeof CHOICES)[Item][number], string>> }
	bodies: Readonly<Record<ElsewhereBody, string>>
	/** `{body}` */
	elsewhereState: Readonly<Record<'pending' | 'finished', string>>
	elsewhereNone: string
	/** What a committee is asked under, by the committee. */
	interim: Readonly<Record<string, string>>
}

export type LetterWords = LetterTexts & {
	sayDay: (day: Day) => string
	sayCountry: (code: string) => string
}

/** What was answered; `label` is null where the text says itself what it is about. */
export type LetterPart =
	| { is: 'said'; item: LetterItem; label: string | null; paragraphs: readonly string[] }
	| { is: 'list'; item: LetterItem; label: string; entries: readonly string[] }
	| { is: 'gap'; item: LetterItem; text: string }

export type LetterSection = { heading: string; opening: string | null; parts: readonly LetterPart[] }

/** A letter as it reads, whatever kind of file it becomes. */
export type Letter = {
	language: LetterLanguage
	/** To be deleted by hand before it is sent: what is not settled, and where the address is found. */
	remarks: readonly string[]
	title: string
	to: string
	opening: string
	sections: readonly LetterSection[]
	closing: string
}

/** Choices whose words are a name; the others are sentences. */
const NAMED: readonly ChoiceItem[] = ['committee', 'topic', 'by', 'harm', 'unBody']

/**
 * The letter with everything that was answered, each in its one place, and a gap for everything that is wanted and
 * was not. Nothing is added to what was said.
 * @param cleared whether the person's yes to this letter is there
 */
export function composeLetter(
	kind: LetterKind,
	answers: LetterAnswers,
	judgement: Judgement,
	words: LetterWords,
	cleared: boolean,
): Letter {
	const sections = outlineOf(kind, answers, judgement).map(({ heading, slots }) => ({
		heading: words.headings[heading],
		opening: heading === 'interim' ? interimOf(answers, words) : null,
		parts: slots.flatMap((slot) => partOf(slot, answers, words)),
	}))
	return {
		language: words.language,
		remarks: [...(cleared ? [] : [words.notCleared]), words.where[kind]],
		title: words.title[kind],
		to: words.to[kind],
		opening: words.opening[kind],
		sections: sections.filter(({ parts }) => parts.length > 0),
		closing: words.closing[kind],
	}
}

function interimOf({ choices: { committee } }: LetterAnswers, { interim }: LetterWords): string | null {
	return committee === undefined ? null : (interim[committee] ?? null)
}

function partOf({ item, wanted, silent }: Slot, answers: LetterAnswers, words: LetterWords): LetterPart[] {
	if (silent === true) return []
	if (isAnswered(item, answers)) return [saidOf(item, answers, words)]
	return wanted ? [{ is: 'gap', item, text: filled(words.gap, { item: words.items[item] }) }] : []
}

function saidOf(item: LetterItem, answers: LetterAnswers, words: LetterWords): LetterPart {
	const label = filled(words.labelled, { label: words.items[item] })
	if (isText(item)) return { is: 'said', item, label, paragraphs: linesOf(answers.texts[item] ?? '') }
	if (isChoice(item)) {
		const named = NAMED.includes(item)
		return { is: 'said', item, label: named ? label : null, paragraphs: [choiceOf(item, answers, words)] }
	}
	if (isDayItem(item)) {
		const day = answers.days[item]
		return { is: 'said', item, label, paragraphs: day === undefined ? [] : [words.sayDay(day)] }
	}
	if (item === 'country')
		return { is: 'said', item, label, paragraphs: [words.sayCountry(answers.country ?? '')] }
	return elsewhereOf(answers, words)
}

function choiceOf(item: ChoiceItem, { choices }: LetterAnswers, words: LetterWords): string {
	const chosen = choices[item]
	const said: Readonly<Record<string, string>> = words.values[item]
	return chosen === undefined ? '' : (said[chosen] ?? '')
}

function elsewhereOf({ elsewhereAt }: LetterAnswers, words: LetterWords): LetterPart {
	const item = 'elsewhereAt'
	const places = elsewhereAt ?? []
	if (places.length === 0) return { is: 'said', item, label: null, paragraphs: [words.elsewhereNone] }
	const entries = places.map(({ body, state }) =>
		filled(words.elsewhereState[state], { body: words.bodies[body] }),
	)
	return { is: 'list', item, label: filled(words.labelled, { label: words.items[item] }), entries }
}

/** Lines of what people wrote, without what no document may hold (XML 1.0, Char) and without empty ones. */
function linesOf(text: string): string[] {
	return text
		.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
		.split(/[\n\r\v\f\u0085\u2028\u2029]+/u)
		.map((line) => line.replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ').trim())
		.filter((line) => line !== '')
}

function filled(sentence: string, values: Readonly<Record<string, string>>): string {
	return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
