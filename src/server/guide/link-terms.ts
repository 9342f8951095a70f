import type { Language } from '#domain/languages.ts'
import { glossaryIn, type GlossaryTerm } from '#server/guide/glossary.ts'

// [Note: linked words] A page is joined from many small texts by many components; which occurrence comes first is known
// only when it is whole. So the words are linked in the finished page. What is read here is what Svelte writes: every
// element is closed or void, attributes stand in double quotes, `<` and `&` in texts are escaped.

/** One tag or comment, or the text up to the next. */
const PIECE = /<!--.*?-->|<[^>"]*(?:"[^"]*"[^>"]*)*>|[^<]+/gsu

const TAG = /^<(\/?)([a-z][a-z0-9-]*)/u

/** Elements without an end, which hold nothing. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])

/** Nothing is linked in here: what leads somewhere, acts, heads or names; texts of other people and other languages. */
const UNLINKED = new Set([
	'a',
	'button',
	'dt',
	'form',
	'h1',
	'h2',
	'h3',
	'h4',
	'legend',
	'script',
	'strong',
	'style',
	'summary',
	'svg',
	'title',
])

/** Arabic "and", "so", "in", "as" and "to", written onto the word that follows. */
const ARABIC_BEFORE = '[وفبكل]?'

export type TermLinker = (html: string) => string

/**
 * Links the first occurrence of each word of the glossary in a page, the longest form first. The text stays as it is.
 * @param hrefOf where the explanation of a word stands
 */
export function termLinker(terms: readonly GlossaryTerm[], hrefOf: (id: string) => string): TermLinker {
	const pattern = patternOf(terms)
	const owners = new Map(terms.flatMap((term) => term.forms.map((form) => [keyOf(form), term] as const)))
	return (html) => {
		const linked = new Set<string>()
		const closed: string[] = []
		return html.replace(PIECE, (piece) => {
			if (piece.startsWith('<')) {
				noteTag(piece, closed)
				return piece
			}
			if (closed.length > 0) return piece
			return piece.replace(pattern, (found: string, before: string, form: string) => {
				const term = owners.get(keyOf(form))
				if (term === undefined || linked.has(term.id)) return found
				linked.add(term.id)
				return `<a class="term" href="${hrefOf(term.id)}" title="${inAttribute(term.says)}">${before}${form}</a>`
			})
		})
	}
}

/** Keeps the elements that are open and unlinked, with those open inside them: only then a closing tag is understood. */
function noteTag(tag: string, open: string[]): void {
	const [, slash = '', name = ''] = TAG.exec(tag) ?? []
	if (name === '' || VOID.has(name)) return
	if (slash === '/') {
		open.pop()
		return
	}
	const isForeign = tag.includes(' lang="') && name !== 'html'
	if (open.length > 0 || UNLINKED.has(name) || isForeign) open.push(name)
}

function patternOf(terms: readonly GlossaryTerm[]): RegExp {
	const forms = terms.flatMap((term) => term.forms).sort((one, other) => other.length - one.length)
	const written = [...new Set(forms.map(asPattern))].join('|')
	const letter = '[\\p{L}\\p{M}\\p{N}]'
	const isArabic = forms.some((form) => /\p{Script=Arabic}/u.test(form))
	// Chinese is written without spaces: there a word begins and ends anywhere.
	if (forms.some((form) => /\p{Script=Han}/u.test(form))) return new RegExp(`()(${written})`, 'gu')
	return new RegExp(`(?<!${letter})(${isArabic ? ARABIC_BEFORE : ''})(${written})(?!${letter})`, 'gu')
}

/** A form that begins small may begin a sentence; one that begins with a capital is a name. */
function asPattern(form: string): string {
	const [first = '', ...rest] = Array.from(form)
	const capital = first.toUpperCase()
	const start = capital === first ? escaped(first) : `(?:${escaped(first)}|${escaped(capital)})`
	return start + escaped(rest.join(''))
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function keyOf(form: string): string {
	return form.toLowerCase()
}

function inAttribute(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
}

const linkers = new Map<string, TermLinker>()

/**
 * Links the words of one language’s glossary.
 * @param words address of the page that explains them
 */
export function linkTermsIn(language: Language, words: string): TermLinker {
	const kept = linkers.get(words)
	if (kept !== undefined) return kept
	const linker = termLinker(glossaryIn(language), (id) => `${words}#${id}`)
	linkers.set(words, linker)
	return linker
}
