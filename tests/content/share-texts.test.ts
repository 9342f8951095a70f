import { expect, test } from 'vitest'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { expertsIn } from '#server/guide/expert-pages.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { shareText } from '#server/keep/share-text.ts'
import { type Sheet, sheetOf } from '#server/keep/sheet.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

type Shown = { sheet: Sheet; text: string }

const textsIn = (language: Language): readonly Shown[] =>
	[
		...mechanisms.map(({ id }) => ['guide', id] as const),
		...expertsIn(language).map(({ id }) => ['experts', id] as const),
		...ACT_GROUPS.map((group) => ['rights', group] as const),
		...countryNames(language).map(({ code }) => ['country', code] as const),
	].map(([kind, id]) => {
		const sheet = sheetOf(language, kind, id, []) ?? expect.fail(`${kind} ${id}`)
		return { sheet, text: shareText(language, sheet) }
	})

/** Sentences nobody has read in a document that stand in a text without their mark. */
function bareIn({ sheet, text }: Shown, pageUnconfirmed: string): string[] {
	const sentences = [sheet.official ?? '', ...sheet.parts.flatMap((part) => part.sentences)]
	const unread = sentences.flatMap((sentence) => (typeof sentence === 'string' ? [] : [sentence.text]))
	const lines = text.split('\n').map((line) => line.replace(/^• /, ''))
	return [
		...unread.filter((sentence) => lines.includes(sentence)),
		...(sheet.confirmed || text.includes(pageUnconfirmed) ? [] : [sheet.page]),
	]
}

test.each(LANGUAGES)(
	'a text to send on in %s is short, and what nobody has read in a document keeps its mark',
	(language) => {
		const { notConfirmed, pageUnconfirmed } = interfaceWords(language, 'guide')
		const shown = textsIn(language)
		const long = shown.filter(({ text }) => Array.from(text).length > 700)
		expect(long.map(({ sheet }) => sheet.page)).toEqual([])
		expect(shown.flatMap((one) => bareIn(one, pageUnconfirmed))).toEqual([])
		expect(shown.some(({ text }) => text.includes(notConfirmed))).toBe(true)
	},
)

test.each(LANGUAGES)(
	'nobody who reads a text in %s learns what a way can do without what it cannot',
	(language) => {
		const { yourName } = interfaceWords(language, 'guide').strip
		for (const { id } of mechanisms) {
			const text = shareText(language, sheetOf(language, 'guide', id, []) ?? expect.fail(id))
			const { can, cannot } = mechanismTextOf(language, id)
			for (const [first] of [can, cannot])
				expect(text, id).toContain(typeof first === 'string' ? first : first?.text)
			expect(text, id).toContain(yourName)
		}
	},
)

test('a page that does not exist has no text', () => {
	expect(sheetOf('en', 'guide', 'nothing', [])).toBeNull()
	expect(sheetOf('en', 'constructor', 'nothing', [])).toBeNull()
	expect(sheetOf('en', 'country', 'ZZZ', [])).toBeNull()
})
