import { DOOR_POLICY, LOOK } from '#door/look.ts'
import { doorWords, plainInAll } from '#door/door-words.ts'
import { markup, Markup } from '#door/markup.ts'
import { directionOf } from '#domain/languages.ts'

// Pages in all languages at once, for answers given without having read a byte of the request: who reads nothing
// cannot know the person's language, and reading would bring what they wrote into a process that lives on.

const SAID = {
	busy: { status: '503 Service Unavailable', title: 'busyTitle', text: 'busy' },
	broken: { status: '500 Internal Server Error', title: 'brokenTitle', text: 'broken' },
	unreadable: { status: '400 Bad Request', title: 'unreadableTitle', text: 'unreadable' },
} as const

export type StandingPage = keyof typeof SAID

/** Whole answers (RFC 9112), ready to be written to a connection. */
export const STANDING_PAGES: Readonly<Record<StandingPage, Uint8Array>> = {
	busy: answerWith('busy'),
	broken: answerWith('broken'),
	unreadable: answerWith('unreadable'),
}

function answerWith(page: StandingPage): Uint8Array {
	const { status, title, text } = SAID[page]
	const said = plainInAll().map(
		({ language, words }) =>
			markup`<section lang="${language}" dir="${directionOf(language)}"><h2>${words[title]}</h2><p>${words[text]}</p></section>\n`,
	)
	const body = Buffer.from(
		markup`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${doorWords('en').tell.title}</title><style>${new Markup(LOOK)}</style></head>
<body><main>
${said}</main></body>
</html>
`.text,
	)
	const head = [
		`HTTP/1.1 ${status}`,
		'content-type: text/html; charset=utf-8',
		`content-length: ${String(body.length)}`,
		`content-security-policy: ${DOOR_POLICY}`,
		'x-content-type-options: nosniff',
		'x-frame-options: DENY',
		'cross-origin-opener-policy: same-origin',
		'cross-origin-resource-policy: same-origin',
		'referrer-policy: same-origin',
		'cache-control: no-store',
		'connection: close',
	]
	return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}
