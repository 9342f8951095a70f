import { hash } from 'node:crypto'
import { render } from 'svelte/server'
import GoneGuide from '#components/keep/GoneGuide.svelte'
import type { Name } from '#components/keep/kept-words.ts'
import KeptGuide from '#components/keep/KeptGuide.svelte'
import keptLook from '#components/keep/kept-guide.css?inline'
import look from '#components/look.css?inline'
import { paths } from '#components/paths.ts'
import type { Correction } from '#contract/corrections.ts'
import type { Day } from '#domain/days.ts'
import { directionOf, type Language } from '#domain/languages.ts'
import { contentsNotes, guideContents } from '#server/keep/guide-contents.ts'
import { type PackedPage, packedPage } from '#server/keep/packed-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'

// [Note: carried guide] One document holds the whole guide of a language: no script, no picture, no address to fetch
// anything from. The same texts become the file somebody saves and the copy a browser keeps under a neutral name.

const STYLE = look + keptLook

/** The policy of such a document: its own style, and nothing else. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'`

/** A copy in a browser may also be put on the home screen, with a picture. */
export const KEPT_POLICY = `${POLICY}; img-src 'self'; manifest-src 'self'; frame-ancestors 'none'`

/** What a document says depends on these alone. */
export type Edition = {
	language: Language
	day: Day
	/** What the host of this site set right. */
	corrections: readonly Correction[]
}

const made = new Map<string, { of: string; page: PackedPage }>()

/** The file of a language; made once a day. */
export function guideFileOf(edition: Edition): PackedPage {
	return onceFor(edition, 'file', () => {
		const policy = `<meta http-equiv="content-security-policy" content="${POLICY}">`
		return document(edition.language, 'notes', policy, guide(edition, null))
	})
}

/** What a browser keeps: the same guide under the name its reader picked. */
export function keptGuideOf(edition: Edition, name: Name): PackedPage {
	return onceFor(edition, name, () => {
		const { language } = edition
		const links = `<link rel="manifest" href="${paths.keptApp(language, name)}">
<link rel="icon" href="${paths.keptPicture(name)}">
<link rel="apple-touch-icon" href="${paths.keptPicture(name)}">`
		return document(language, name, links, guide(edition, paths.keptGone(language, name)))
	})
}

/** The last page of a kept copy, shown when all of it has been deleted. */
export function goneGuideOf(language: Language, name: Name): string {
	const { body } = render(GoneGuide, { props: { words: interfaceWords(language, 'keep').inside } })
	return document(language, name, '', body)
}

function onceFor(
	{ language, day, corrections }: Edition,
	kind: Name | 'file',
	make: () => string,
): PackedPage {
	const key = `${kind} ${language}`
	const of = `${day} ${JSON.stringify(corrections)}`
	const kept = made.get(key)
	if (kept?.of === of) return kept.page
	const page = packedPage(make())
	made.set(key, { of, page })
	return page
}

function guide({ language, day, corrections }: Edition, deleteAt: string | null): string {
	const part = <Part extends Parameters<typeof interfaceWords>[1]>(name: Part) =>
		interfaceWords(language, name)
	const words = {
		common: part('common'),
		country: part('country'),
		experts: part('experts'),
		find: part('find'),
		guide: part('guide'),
		keep: part('keep'),
		notes: part('notes'),
		pages: part('pages'),
		part: part('part'),
		rights: part('rights'),
	}
	const contents = guideContents(language, corrections)
	const notes = contentsNotes(language, contents, corrections)
	return render(KeptGuide, { props: { language, contents, words, made: day, notes, deleteAt } }).body
}

/** Comments mark places for a script that never comes; without them and needless spaces a file is a fifth smaller. */
function bare(body: string): string {
	return body
		.replaceAll(/<!--.*?-->/gs, '')
		.replaceAll(/\s+/g, ' ')
		.replaceAll(/ ?(<\/?(?:br|dd|dl|dt|h\d|li|main|ol|p|section|ul)\b[^>]*>) ?/g, '$1')
}

function document(language: Language, name: Name, links: string, body: string): string {
	const { names } = interfaceWords(language, 'keep').phone
	return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${names[name]}</title>
${links}
<style>${STYLE}</style>
</head>
<body>
${bare(body)}
</body>
</html>
`
}
