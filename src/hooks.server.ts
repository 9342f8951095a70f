import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { directionOf, isLanguage, type Language } from '#domain/languages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { preferredLanguage } from '#server/words/preferred-language.ts'

export const handle: Handle = ({ event, resolve }) => {
	const language = languageOf(event)
	return resolve(event, {
		transformPageChunk: ({ html }) =>
			html.replace('%lang%', language).replace('%dir%', directionOf(language)),
	})
}

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
