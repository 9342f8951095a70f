import { today } from '#browser/today.ts'
import { fileName } from '#components/keep/kept-words.ts'
import { guideFileOf } from '#server/keep/carried-guide.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** The whole guide as one file, under a name that says nothing. */
export const GET: RequestHandler = ({ params: { lang }, request }) => {
	const language = completeLanguage(lang)
	const { body, encoding } = guideFileOf(language, today()).for(request)
	return new Response(body, {
		headers: {
			...encoding,
			'content-disposition': `attachment; filename="${fileName(language)}"`,
			'cache-control': 'no-store',
		},
	})
}
