import type { IncomingMessage } from 'node:http'
import { callServerAt } from '#browser/call-server.ts'
import type { TeamFault } from '#browser/reporter/find-team.ts'
import { teamsToWrite } from '#browser/reporter/lock-story.ts'
import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { carryAs } from '#door/carry.ts'
import type { DoorPlace } from '#door/door-place.ts'
import { doorWords, type DoorWords, listLanguage } from '#door/door-words.ts'
import { formPage, sentencePage } from '#door/form-page.ts'
import type { Markup } from '#door/markup.ts'
import type { Visit } from '#door/page-frame.ts'
import { consentOf, readForm } from '#door/read-form.ts'
import { storedPage } from '#door/stored-page.ts'
import { type Told, tellTeam } from '#door/tell-team.ts'
import { type InterfaceLanguage, isInterfaceLanguage } from '#domain/languages.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import { preferredLanguage } from '#server/words/preferred-language.ts'

/** The longest text, each letter as three bytes of UTF-8 written with percent signs, and the boxes of many teams. */
const LARGEST_BODY = LONGEST.text * 9 + 16_384

export type Answer =
	| { kind: 'page'; status: 200 | 400 | 403 | 413 | 503; page: Markup }
	| { kind: 'text'; status: 405 | 421; text: string }
	| { kind: 'moved'; to: string }

/**
 * Works out the answer to one request.
 * @param wholeRead told when the request was read to its end
 */
export async function answerRequest(
	request: IncomingMessage,
	place: DoorPlace,
	wholeRead: () => void,
): Promise<Answer> {
	const site = place.sites.find((one) => new URL(one).hostname === hostnameOf(request.headers.host))
	if (site === undefined) return { kind: 'text', status: 421, text: 'This address is not served here.\n' }
	callServerAt(place.api, carryAs(new URL(site).host))
	const [path = '/'] = (request.url ?? '/').split('?', 1)
	const language = languageAt(path)
	if (language === null) {
		const preferred = preferredLanguage(request.headers['accept-language'] ?? null)
		return { kind: 'moved', to: paths.plain(preferred) }
	}
	const visit = { language, words: doorWords(language), site }
	if (request.method === 'POST') return take(request, visit, wholeRead)
	wholeRead()
	if (request.method !== 'GET' && request.method !== 'HEAD')
		return { kind: 'text', status: 405, text: 'This page takes GET and POST.\n' }
	return offer(visit)
}

function hostnameOf(host: string | undefined): string | null {
	const address = `http://${host ?? ''}`
	return URL.canParse(address) ? new URL(address).hostname : null
}

function languageAt(path: string): InterfaceLanguage | null {
	const [, segment = ''] = path.split('/', 2)
	return isInterfaceLanguage(segment) && path === paths.plain(segment) ? segment : null
}

async function offer(visit: Visit): Promise<Answer> {
	const found = await teamsToWrite(listLanguage(visit.language), today())
	if (!found.ok) return closed(visit, found.because)
	return { kind: 'page', status: 200, page: formPage(visit, found.teams) }
}

async function take(request: IncomingMessage, visit: Visit, wholeRead: () => void): Promise<Answer> {
	if (!isFromHere(request)) return unreadable(visit, 403)
	if (!isForm(request.headers['content-type'])) return unreadable(visit, 400)
	const body = await bodyOf(request)
	if (body === null) {
		const { tell } = visit.words
		return { kind: 'page', status: 413, page: sentencePage(visit, tell.errorTitle, tell.errorTooLong) }
	}
	wholeRead()
	const filled = readForm(body.toString('utf8'))
	body.fill(0)
	if (filled === null) return unreadable(visit, 400)
	const told = await tellTeam(filled, visit.language, today())
	if (told.ok) return { kind: 'page', status: 200, page: storedPage(visit, told.ready, consentOf(filled)) }
	if (told.at === 'team') return closed(visit, told.because)
	return {
		kind: 'page',
		status: told.at === 'draft' ? 400 : 503,
		page: formPage(visit, told.teams, filled, sentenceFor(told, visit.words)),
	}
}

/** Browsers say where a form was shown; another site may not write in somebody's name. */
function isFromHere({ headers }: IncomingMessage): boolean {
	const { origin, 'sec-fetch-site': fetched } = headers
	if (fetched !== undefined) return fetched === 'same-origin' || fetched === 'none'
	if (origin === undefined || origin === 'null') return true
	return URL.canParse(origin) && new URL(origin).hostname === hostnameOf(headers.host)
}

function isForm(type: string | undefined): boolean {
	return type?.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** The body in one buffer that can be wiped; what it was put together from is wiped here. @returns null: too large */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
	if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return null
	const chunks: Buffer[] = []
	let size = 0
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		if (!Buffer.isBuffer(chunk)) throw new TypeError('a request without an encoding gives bytes')
		size += chunk.length
		if (size > LARGEST_BODY) return null
		chunks.push(chunk)
	}
	const body = Buffer.concat(chunks)
	for (const chunk of chunks) chunk.fill(0)
	return body
}

function closed(visit: Visit, because: TeamFault | 'line'): Answer {
	const { tell, plain, ended } = visit.words
	const sentences: Record<TeamFault | 'line', string> = {
		expired: plain.expired,
		closed: tell.faultClosed,
		absent: plain.absent,
		ended: ended.here,
		'no-team': tell.faultNone,
		forged: tell.faultForged,
		line: plain.line,
	}
	return { kind: 'page', status: 503, page: sentencePage(visit, tell.faultTitle, sentences[because]) }
}

function unreadable(visit: Visit, status: 400 | 403): Answer {
	const { unreadableTitle, unreadable: sentence } = visit.words.plain
	return { kind: 'page', status, page: sentencePage(visit, unreadableTitle, sentence) }
}

function sentenceFor(told: Extract<Told, { at: 'draft' | 'sending' }>, words: DoorWords): string {
	const { tell, plain, card, refusals } = words
	switch (told.because) {
		case 'no-team-chosen':
			return card.chooseFirst
		case 'empty':
			return tell.errorEmpty
		case 'too-long':
			return tell.errorTooLong
		case 'nobody-left':
			return tell.errorNobody
		case 'line':
		case 'unconfirmed':
			return tell.failedUnconfirmed
		default:
			return `${plain.notStored} ${refusals[told.because]}`
	}
}
