import { error } from '@sveltejs/kit'
import { paths } from '#components/paths.ts'
import { offlineFileOf } from '#server/offline/offline-file.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** The page itself, under a name that says nothing. */
export const GET: RequestHandler = async ({ params: { lang }, platform, url }) => {
	const addresses = { bringTo: url.origin + paths.upload(lang), newPageAt: url.origin + paths.carry(lang) }
	const file = await offlineFileOf(publicInstance(platform), completeLanguage(lang), addresses)
	if (file === null) error(404)
	return new Response(file.html, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': 'attachment; filename="page.html"',
			'cache-control': 'no-store',
		},
	})
}
