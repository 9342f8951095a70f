import { paths } from '#components/paths.ts'
import type { DoorWords } from '#door/door-words.ts'
import { LOOK } from '#door/look.ts'
import { markup, Markup, NOTHING } from '#door/markup.ts'
import { directionOf, LANGUAGES, type Language } from '#domain/languages.ts'

/** Where a page of the door is shown. */
export type Visit = {
	language: Language
	words: DoorWords
	/** Origin of the main server's pages, under the name the person came by. */
	site: string
}

const NAMES: Record<Language, string> = {
	en: 'English',
	fr: 'Français',
	es: 'Español',
	ar: 'العربية',
	ru: 'Русский',
	zh: '中文',
}

/**
 * A whole page, with the way out, and with what everybody must know of who reads.
 * @param bands sentences below the bar, as that the team is no part of the United Nations
 */
export function pageFrame(visit: Visit, bands: readonly string[], main: Markup): Markup {
	const { language, words, site } = visit
	const others = LANGUAGES.filter((other) => other !== language)
	return markup`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${words.tell.title}</title>
<style>${new Markup(LOOK)}</style>
</head>
<body>
<a class="skip" href="#main">${words.common.skip}</a>
<header><div class="bar thumb"><div><a class="leave" href="${site}${paths.leave}" rel="noreferrer">${words.common.leave}</a></div></div>
${bands.map((band) => markup`<div class="band"><p>${band}</p></div>\n`)}</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="foot"><div>
<ul>
<li><a href="${site}${paths.danger(language)}">${words.tell.wayDanger}</a></li>
<li><a href="${site}${paths.realSite(language)}">${words.return.nothingReal}</a></li>
<li><a href="${site}${paths.otherWays(language)}">${words.tell.wayOther}</a></li>
</ul>
<p>${words.plain.otherLanguage}</p>
<ul>
${others.map((other) => markup`<li><a href="${paths.plain(other)}" hreflang="${other}" lang="${other}" dir="${directionOf(other)}">${NAMES[other]}</a></li>\n`)}</ul>
${language === 'en' ? NOTHING : markup`<p class="quiet">${words.common.translationUnreviewed}</p>`}
<p class="quiet">${words.common.product}</p>
</div></footer>
</body>
</html>
`
}
