import { paths } from '#components/paths.ts'
import { preferredLanguage } from '#server/words/preferred-language.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = ({ request }) =>
	new Response(null, {
		status: 302,
		headers: {
			location: paths.home(preferredLanguage(request.headers.get('accept-language'))),
			vary: 'Accept-Language',
		},
	})
