import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { glossaryIn } from '#server/guide/glossary.ts'
import { termLinker } from '#server/guide/link-terms.ts'

const WORDS = '/x/words'
const linkerOf = (language: Language) => termLinker(glossaryIn(language), (id) => `${WORDS}#${id}`)
const without = (html: string) => html.replace(/<a class="term"[^>]*>(.*?)<\/a>/gsu, '$1')
const termsIn = (html: string) => Array.from(html.matchAll(/#([a-z-]+)" title/gu), ([, id = '']) => id)

/** What Svelte may write: text and elements, some of which hold no links, with attributes that look like tags. */
const pageIn = (language: Language) => {
	const forms = glossaryIn(language).flatMap((term) => term.forms)
	const word = fc.constantFrom(
		...forms,
		'x',
		'é',
		'ال',
		'的',
		'1',
		'-',
		'.',
		' ',
		'&amp;',
		'&lt;',
		'> ',
		'treaty',
	)
	const text = fc
		.tuple(fc.array(word, { maxLength: 12 }), fc.constantFrom('', ' '))
		.map(([all, between]) => all.join(between))
	const attribute = fc.constantFrom('', ' title="a > b &lt;p> treaty"', ' hidden=""', ' data-x="&quot;>"')
	const name = fc.constantFrom(
		'p',
		'li',
		'dd',
		'h1',
		'h2',
		'h3',
		'a',
		'button',
		'summary',
		'dt',
		'strong',
		'span',
	)
	const { tree } = fc.letrec<{ tree: string; element: string }>((tie) => ({
		tree: fc
			.array(
				fc.oneof(
					text,
					tie('element'),
					fc.constantFrom('<br>', '<!---->', '<!--[-->', '<input value="treaty">'),
				),
				{
					maxLength: 5,
				},
			)
			.map((all) => all.join('')),
		element: fc
			.tuple(name, attribute, tie('tree'))
			.map(([tag, more, inner]) => `<${tag}${more}>${inner}</${tag}>`),
	}))
	return tree
}

test.each(LANGUAGES)(
	'explaining the words of a page in %s changes nothing that is said on it',
	(language) => {
		const link = linkerOf(language)
		fc.assert(
			fc.property(pageIn(language), (page) => {
				expect(without(link(page))).toBe(page)
			}),
		)
	},
)

test.each(LANGUAGES)('nobody meets the same word linked twice on a page in %s', (language) => {
	const link = linkerOf(language)
	fc.assert(
		fc.property(pageIn(language), (page) => {
			const linked = termsIn(link(page))
			expect(new Set(linked).size).toBe(linked.length)
		}),
	)
})

test.each(LANGUAGES)('in %s no heading, link or button holds a link to a word', (language) => {
	const link = linkerOf(language)
	fc.assert(
		fc.property(pageIn(language), fc.constantFrom('h1', 'h2', 'a', 'button', 'summary'), (page, tag) => {
			const closed = `<${tag}>${page}</${tag}>`
			expect(link(closed)).toBe(closed)
		}),
	)
})

test.each(LANGUAGES)('every form of every word is recognised in a sentence in %s', (language) => {
	const link = linkerOf(language)
	const missed = glossaryIn(language).flatMap(({ id, forms }) =>
		forms
			.filter((form) => !termsIn(link(`<p>« ${form} », 1</p>`)).includes(id))
			.map((form) => `${id}: ${form}`),
	)
	expect(missed).toEqual([])
})

test.each([
	['en', 'Treaties bind. A treaty too.', ['Treaties']],
	['en', 'The Working Group on Arbitrary Detention met.', ['Working Group on Arbitrary Detention']],
	['en', 'Maltreatyment, entreaty, treaty2', []],
	['fr', 'C’est l’enquête du comité.', ['enquête']],
	['fr', 'Les traités et le Pacte', ['traités']],
	['es', '¿Hay tratados?', ['tratados']],
	['ru', 'Правозащитников пугают, правозащитничество растёт.', ['Правозащитников']],
	['ar', 'كتبت إلى المقرر الخاص، والمقرر الخاص أجاب.', ['المقرر الخاص']],
	['ar', 'تحدث مع خبراء الأمم المتحدة وخبراء الأمم المتحدة', ['خبراء الأمم المتحدة']],
	['zh', '请写信给任意拘留问题工作组的专家。', ['任意拘留问题工作组']],
] as const)('in %s “%s” has these words explained: %s', (language, sentence, words) => {
	const linked = linkerOf(language)(`<p>${sentence}</p>`)
	expect(Array.from(linked.matchAll(/title="[^"]*">(.*?)<\/a>/gsu), ([, word = '']) => word)).toEqual(words)
})

test.each(LANGUAGES)('no two words of the glossary in %s claim the same form', (language) => {
	const forms = glossaryIn(language).flatMap((term) => term.forms.map((form) => form.toLowerCase()))
	expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([])
})
