import { error } from '@sveltejs/kit'
import { isName } from '#components/keep/kept-words.ts'
import { goneGuideOf, KEPT_POLICY } from '#server/keep/carried-guide.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/**
 * Where a kept copy is deleted. Its worker does that on the device and shows this page; where no worker is, the browser
 * does it because the page says so. The worker's own request must not be answered so while it is keeping the page.
 */
export const GET: RequestHandler = ({ params: { lang, name }, request: { headers } }) => {
	if (!isName(name)) error(404)
	const isShown = headers.get('sec-fetch-dest') === 'document'
	return new Response(goneGuideOf(completeLanguage(lang), name), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': KEPT_POLICY,
			'cache-control': 'no-store',
			...(isShown && { 'clear-site-data': '"cache", "storage"' }),
		},
	})
}
