import { error } from '@sveltejs/kit'
import { isName } from '#components/keep/kept-words.ts'
import { paths } from '#components/paths.ts'
import { directionOf } from '#domain/languages.ts'
import { SIDE } from '#server/keep/picture.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { RequestHandler } from './$types'

/** What a home screen shows of a kept copy (W3C Web Application Manifest): the name and the picture its reader picked. */
export const GET: RequestHandler = ({ params: { lang, name } }) => {
	if (!isName(name)) error(404)
	const language = completeLanguage(lang)
	const shown = interfaceWords(language, 'keep').phone.names[name]
	const at = paths.kept(language, name)
	const manifest = {
		name: shown,
		short_name: shown,
		lang: language,
		dir: directionOf(language),
		id: at,
		start_url: at,
		scope: at,
		display: 'standalone',
		icons: [
			{ src: paths.keptPicture(name), sizes: `${SIDE}x${SIDE}`, type: 'image/png', purpose: 'any maskable' },
		],
	}
	return new Response(JSON.stringify(manifest), {
		headers: { 'content-type': 'application/manifest+json', 'cache-control': 'no-store' },
	})
}
