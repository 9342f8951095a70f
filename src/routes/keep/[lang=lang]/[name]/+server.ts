import { error } from '@sveltejs/kit'
import { today } from '#browser/today.ts'
import { isName } from '#components/keep/kept-words.ts'
import { keptGuideOf, KEPT_POLICY } from '#server/keep/carried-guide.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** The guide as a browser keeps it. It says nothing of a team: whether one reads changes from day to day. */
export const GET: RequestHandler = ({ params: { lang, name }, platform, request }) => {
	if (!isName(name)) error(404)
	const corrections = publicInstance(platform).corrections()
	const edition = { language: completeLanguage(lang), day: today(), corrections }
	const { body, encoding } = keptGuideOf(edition, name).for(request)
	return new Response(body, {
		headers: { ...encoding, 'content-security-policy': KEPT_POLICY, 'cache-control': 'no-store' },
	})
}
