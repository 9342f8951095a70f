import { today } from '#browser/today.ts'
import { fileName } from '#components/keep/kept-words.ts'
import { guideFileOf } from '#server/keep/carried-guide.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** The whole guide as one file, under a name that says nothing. */
export const GET: RequestHandler = ({ params: { lang }, platform, request }) => {
	const language = completeLanguage(lang)
	const corrections = publicInstance(platform).corrections()
	const { body, encoding } = guideFileOf({ language, day: today(), corrections }).for(request)
	return new Response(body, {
		headers: {
			...encoding,
			'content-disposition': `attachment; filename="${fileName(language)}"`,
			'cache-control': 'no-store',
		},
	})
}
