import { error } from '@sveltejs/kit'
import { takesBrotli } from '#contract/takes-brotli.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { finderFile } from '../finder-file.ts'
import type { RequestHandler } from './$types'

/** The facts and texts of one language, for a browser that answers by itself. Those of another day are not here. */
export const GET: RequestHandler = async ({ params, platform, request }) => {
	const { version, plain, brotli } = finderFile(params.lang, publicInstance(platform).corrections())
	if (params.version !== version) error(404)
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'cache-control': 'public, max-age=31536000, immutable',
		vary: 'accept-encoding',
	}
	if (!takesBrotli(request.headers.get('accept-encoding'))) return new Response(plain, { headers })
	const body = new Uint8Array(await brotli())
	return new Response(body, {
		headers: { ...headers, 'content-encoding': 'br', 'content-length': String(body.length) },
	})
}
