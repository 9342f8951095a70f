import { error } from '@sveltejs/kit'
import { isName, NAMES } from '#components/keep/kept-words.ts'
import { pictureOf } from '#server/keep/picture.ts'
import type { RequestHandler } from './$types'

const pictures = new Map(NAMES.map((name) => [name, pictureOf(name)]))

/** The picture that stands for a kept copy, as `notes.png`. */
export const GET: RequestHandler = ({ params: { picture } }) => {
	const name = picture.replace(/\.png$/, '')
	const bytes = isName(name) && name !== picture ? pictures.get(name) : undefined
	if (bytes === undefined) error(404)
	return new Response(bytes, { headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } })
}
