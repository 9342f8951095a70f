import { paths } from '#components/paths.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform, url }) => {
	const door = publicInstance(platform).plainDoors.find((at) => new URL(at).hostname === url.hostname)
	const { title, bring } = interfaceWords(params.lang, 'carry')
	return {
		carry: { title, bring },
		plain: interfaceWords(params.lang, 'plain'),
		plainDoor: door === undefined ? null : door + paths.plain(params.lang),
	}
}
