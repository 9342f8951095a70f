import type { Sentence } from '#contract/guide-texts.ts'
import type { Sheet } from '#server/keep/sheet.ts'
import { sayCount } from '#components/say.ts'
import type { Language } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

/** Characters (Unicode code points) of a text to send on: what people still read, and what fits into few short messages. */
export const LONGEST = 700

/**
 * A text to send on. Each part keeps at least its first sentence; of the rest as much as there is room for. What nobody
 * has read in a document keeps its mark.
 */
export function shareText(language: Language, sheet: Sheet): string {
	const compose = composer(language, sheet)
	let taken: readonly number[] = sheet.parts.map(() => 1)
	while (lengthOf(compose(taken)) > LONGEST) {
		if (taken.length === 0) throw new RangeError(`the title of ${sheet.page} is too long`)
		taken = taken.slice(0, -1)
	}
	for (const [place, { sentences }] of sheet.parts.slice(0, taken.length).entries())
		while ((taken[place] ?? 0) < sentences.length) {
			const more = taken.with(place, (taken[place] ?? 0) + 1)
			if (lengthOf(compose(more)) > LONGEST) break
			taken = more
		}
	return compose(taken)
}

/** Puts together a text with so many sentences of each part. */
function composer(language: Language, { title, official, caveat, parts, confirmed }: Sheet) {
	const { notConfirmed, pageUnconfirmed } = interfaceWords(language, 'guide')
	const { more, ownPage } = interfaceWords(language, 'share')
	return (taken: readonly number[]): string => {
		const blocks = taken.map((count, place) => {
			const { label = '', sentences = [] } = parts[place] ?? {}
			const left = sentences.length - count
			return [
				label,
				...sentences.slice(0, count).map((sentence) => `• ${marked(sentence, notConfirmed)}`),
				...(left > 0 ? [`• ${sayCount(more, left, language)}`] : []),
			].join('\n')
		})
		const named = official === null ? null : marked(official, notConfirmed)
		const head = [title, named, caveat].filter((line) => line !== null)
		return [head.join('\n'), ...blocks, confirmed ? ownPage : pageUnconfirmed].join('\n\n')
	}
}

/** A sentence as plain text; what nobody has read in a document keeps its mark. */
export function marked(sentence: Sentence, mark: string): string {
	return typeof sentence === 'string' ? sentence : `${sentence.text} ${mark}`
}

function lengthOf(text: string): number {
	return Array.from(text).length
}
