import { hash } from 'node:crypto'
import type { OfflineData } from '#contract/offline-data.ts'
import type { OfflineParts, PublicInstance } from '#contract/public-instance.ts'
import { readRosterStatement } from '#contract/roster-text.ts'
import type { Day } from '#domain/days.ts'
import { directionOf, type Language } from '#domain/languages.ts'
import { wordListOf } from '#server/words/check-word-lists.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { isForWriting } from '#server/words/writing-words.ts'
import { isHash } from '#vault/outside/format.ts'

// [Note: one file] The file is three parts: program and look, the same bytes for every team, language and host of a
// release; the texts of one language; and what one team signed. Only the first can run, allowed by the hash of its very
// bytes, and the policy leaves it no way to any network.

export type OfflineFile = {
	html: string
	/** SHA-256 in hex of the whole file, and of its program alone. */
	sums: { file: string; program: string }
	/** Last day on which the page locks something. */
	until: Day
}

/** Addresses printed inside the file, for people who read it where they cannot be opened. */
export type OfflineAddresses = Pick<OfflineData, 'bringTo' | 'newPageAt'>

/** The page for the team people write to, or null when it takes no new messages. */
export async function offlineFileOf(
	instance: PublicInstance,
	language: Language,
	addresses: OfflineAddresses,
): Promise<OfflineFile | null> {
	const [team] = await instance.desks()
	if (team?.intake !== 'open' || !isHash(team.desk)) return null
	const signed = await instance.roster(team.desk)
	const statement = readRosterStatement(signed?.statement?.text ?? '')
	if (signed === null || statement === null) return null
	const { offline, demo } = instance
	const list = wordListOf(language).join(' ')
	const data: OfflineData = { v: 1, language, desk: team.desk, demo, ...signed, ...addresses, list }
	const html = pageOf(offline, language, data)
	return {
		html,
		sums: { file: hash('sha256', html), program: hash('sha256', offline.script) },
		until: statement.until,
	}
}

function pageOf({ script, style }: OfflineParts, language: Language, data: OfflineData): string {
	if (/<\/script/i.test(script) || /<\/style/i.test(style))
		throw new RangeError('a part of the page would end too early')
	const words = wordsInside(language)
	const { title } = interfaceWords(language, 'tell')
	const policy = [
		"default-src 'none'",
		`script-src ${allowed(script)}`,
		`style-src ${allowed(style)}`,
		'img-src data:',
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ')
	return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${asText(title)}</title>
<style>${style}</style>
</head>
<body>
<noscript><p>${asText(words.carry.inside.noScript)}</p></noscript>
<div id="page"></div>
<script type="application/json" id="data">${asData(data)}</script>
<script type="application/json" id="words">${asData(words)}</script>
<script>${script}</script>
</body>
</html>
`
}

function wordsInside(language: Language) {
	const { why, team } = interfaceWords(language, 'pages')
	const tell = interfaceWords(language, 'tell')
	return {
		common: interfaceWords(language, 'common'),
		tell: Object.fromEntries(Object.entries(tell).filter(([name]) => isForWriting(name))),
		carry: { inside: interfaceWords(language, 'carry').inside },
		reasons: why.reasons,
		languages: { ...interfaceWords(language, 'languages'), reads: team.reads },
	}
}

function allowed(part: string): string {
	return `'sha256-${hash('sha256', part, 'base64')}'`
}

function asText(words: string): string {
	return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** JSON that cannot end the element it stands in. */
function asData(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c')
}
