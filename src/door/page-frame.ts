import { paths } from '#components/paths.ts'
import type { DoorWords } from '#door/door-words.ts'
import { LOOK } from '#door/look.ts'
import { markup, Markup, NOTHING } from '#door/markup.ts'
import { directionOf, INTERFACE_LANGUAGES, type InterfaceLanguage } from '#domain/languages.ts'

/** Where a page of the door is shown. */
export type Visit = {
	language: InterfaceLanguage
	words: DoorWords
	/** Origin of the main server's pages, under the name the person came by. */
	site: string
}

const NAMES: Record<InterfaceLanguage, string> = {
	en: 'English',
	fr: 'Français',
	es: 'Español',
	ar: 'العربية',
	ru: 'Русский',
	zh: '中文',
	pt: 'Português',
	sw: 'Kiswahili',
}

/**
 * A whole page, with the way out, and with what everybody must know of who reads.
 * @param bands sentences below the bar, as that the team is no part of the United Nations
 */
export function pageFrame(visit: Visit, bands: readonly string[], main: Markup): Markup {
	const { language, words, site } = visit
	const others = INTERFACE_LANGUAGES.filter((other) => other !== language)
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
<header>${words.borrowed === null ? NOTHING : markup`<div class="band caution"><p>${words.borrowed}</p></div>\n`}<div class="bar thumb"><div>
<a class="now" href="${site}${paths.danger(language)}" target="_blank" rel="noopener noreferrer">${words.common.danger}<span class="unseen"> (${words.tell.newTab})</span></a>
<a class="leave" href="${site}${paths.leave}" rel="noreferrer">${words.common.leave}</a></div></div>
${bands.map((band) => markup`<div class="band"><p>${band}</p></div>\n`)}</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="foot"><div>
<ul>
<li>${otherTab(visit, paths.danger(language), words.tell.wayDanger)}</li>
<li>${otherTab(visit, paths.realSite(language), words.return.nothingReal)}</li>
<li>${otherTab(visit, paths.otherWays(language), words.tell.wayOther)}</li>
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

/** A link to a page of the main server that never takes unsent words away. */
export function otherTab({ site, words }: Visit, path: string, text: string): Markup {
	return markup`<a href="${site}${path}" target="_blank" rel="noopener noreferrer"><span>${text} <span class="quiet">(${words.tell.newTab})</span></span></a>`
}
