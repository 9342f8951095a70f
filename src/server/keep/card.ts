import type { Sheet } from '#server/keep/sheet.ts'
import { marked } from '#server/keep/share-text.ts'
import { say, sayCount, sayDay } from '#components/say.ts'
import type { Language } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

/** What stands on the card that is sent on as a picture. All of it is plain text, and none of it is cut. */
export type Card = {
	title: string
	/** Its name in the field, where there is room. */
	official: string | null
	caveat: string | null
	/** Of each part the most needed sentence, and how many more the page has. */
	lines: readonly { label: string; text: string; more: string | null }[]
	/** What it is not, and when it was checked. */
	limits: readonly string[]
	size: CardSize
}

export type CardSize = keyof typeof SIZES

/** Sizes of type, largest first, and the inside of the card, as `ShareCard.svelte` lays them out: a thirtieth of its width is 1. */
const SIZES = {
	large: { title: 1.5, line: 1.2 },
	middle: { title: 1.25, line: 1 },
	small: { title: 1.1, line: 0.9 },
	least: { title: 0.9, line: 0.8 },
}
const NAME = 0.8
const LIMITS = 0.65
const INSIDE = { width: 27.4, height: 14 }
const LEADING = 1.3
const GAP = 0.35
const LIMITS_GAP = 0.6

/** Without a further sentence nobody would learn what a way cannot do. */
const FEWEST = 2

/**
 * The card of a page: in the largest type that has room for three lines, else two of them. A sentence is left out or stands
 * whole, because half of one can say the opposite; a card for which even that is too much grows.
 */
export function cardOf(language: Language, sheet: Sheet): Card {
	const whole = wholeCard(language, sheet)
	const short = { ...whole, official: null }
	const fewest = { ...short, lines: whole.lines.slice(0, FEWEST) }
	const sizes = Object.keys(SIZES).filter(isSize)
	const fitting = [[whole, short], [fewest]]
		.flatMap((cards) => sizes.flatMap((size) => cards.map((card) => ({ ...card, size }))))
		.find((card) => heightOf(card) <= INSIDE.height)
	return fitting ?? { ...fewest, size: 'least' }
}

function wholeCard(language: Language, sheet: Sheet): Omit<Card, 'size'> {
	const { title, official, caveat, parts, confirmed, checked } = sheet
	const guide = interfaceWords(language, 'guide')
	const share = interfaceWords(language, 'share')
	const days = { day: sayDay(checked.checked, language), next: sayDay(checked.nextCheck, language) }
	return {
		title,
		official: official === null ? null : marked(official, guide.notConfirmed),
		caveat,
		lines: parts.slice(0, FEWEST + 1).flatMap(({ label, sentences: [first, ...others] }) => {
			if (first === undefined) return []
			const more = others.length === 0 ? null : sayCount(share.more, others.length, language)
			return [{ label, text: marked(first, guide.notConfirmed), more }]
		}),
		limits: [
			confirmed ? share.ownPage : guide.pageUnconfirmed,
			say(guide.checked, days),
			...(language === 'en' ? [] : [interfaceWords(language, 'common').translationUnreviewed]),
		],
	}
}

function isSize(size: string): size is CardSize {
	return size in SIZES
}

/** About how high the card's text will stand. */
function heightOf({ title, official, caveat, lines, limits, size }: Card): number {
	const names = [official, caveat].filter((name) => name !== null)
	const spoken = lines.map(({ label, text, more }) => [label, text, ...(more === null ? [] : ['·', more])])
	return (
		rows(title, SIZES[size].title) +
		names.reduce((sum, name) => sum + rows(name, NAME), 0) +
		spoken.reduce((sum, words) => sum + rows(words.join(' '), SIZES[size].line) + GAP, 0) +
		rows(limits.join(' '), LIMITS) +
		LIMITS_GAP
	)
}

/** The end of a row stays empty where the next word is too long for it: a letter's height on average. */
function rows(text: string, size: number): number {
	return Math.ceil((widthOf(text) * size) / (INSIDE.width - size)) * size * LEADING
}

/** Han characters are as wide as they are high, Cyrillic letters a little wider than Latin ones. */
function widthOf(text: string): number {
	return Array.from(text).reduce((sum, letter) => {
		if (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(letter)) return sum + 1
		return sum + (/\p{Script=Cyrillic}/u.test(letter) ? 0.6 : 0.53)
	}, 0)
}
