import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { building } from '$app/env'
import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { paths } from '#components/paths.ts'
import { directionOf, isLanguage, type Language } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { preferredLanguage } from '#server/words/preferred-language.ts'

export const handle: Handle = async ({ event, resolve }) => {
	const language = languageOf(event)
	const response = await resolve(event, {
		transformPageChunk: ({ html }) =>
			html.replace('%lang%', language).replace('%dir%', directionOf(language)),
	})
	if (event.url.pathname === paths.upload(language)) allowOwnForm(response)
	return building ? response : packed(response, event.request)
}

/** The one page with a form that goes somewhere: everywhere else a form would carry words in the clear. */
function allowOwnForm({ headers }: Response): void {
	const policy = headers.get('content-security-policy')
	if (policy === null) return
	headers.set('content-security-policy', policy.replace("form-action 'none'", "form-action 'self'"))
}

/** The adapter packs built files only; a person on paid data gets every page packed. */
async function packed(response: Response, { headers }: Request): Promise<Response> {
	const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
	const takesBrotli = /\bbr\b/.test(headers.get('accept-encoding') ?? '')
	if (!isPage || !takesBrotli || response.body === null) return response
	const body = await brotli(await response.arrayBuffer())
	const own = new Headers(response.headers)
	own.set('content-encoding', 'br')
	own.set('content-length', String(body.length))
	own.append('vary', 'accept-encoding')
	return new Response(new Uint8Array(body), { status: response.status, headers: own })
}

const brotli = promisify(brotliCompress)

/** Gives error pages their words. Only the fault itself is logged: an address may tell who asked for what. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	if (kind === 'unknown') process.stderr.write(`${faultOf(error)}\n`)
	const language = languageOf(event)
	return {
		page: {
			language,
			common: interfaceWords(language, 'common'),
			words: interfaceWords(language, 'pages').errors,
		},
	}
}

function faultOf(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.name) : 'something that is not an error was thrown'
}

/** The language an address names, else the one the browser asks for. */
function languageOf({ url, request }: RequestEvent): Language {
	const [, segment = ''] = url.pathname.split('/')
	return isLanguage(segment) ? segment : preferredLanguage(request.headers.get('accept-language'))
}
