import type { Handle } from '@sveltejs/kit/hooks'
import { directionOf, isLanguage } from '#domain/languages.ts'

export const handle: Handle = ({ event, resolve }) => {
	const [, segment = ''] = event.url.pathname.split('/')
	const language = isLanguage(segment) ? segment : 'en'
	return resolve(event, {
		transformPageChunk: ({ html }) =>
			html.replace('%lang%', language).replace('%dir%', directionOf(language)),
	})
}
