import { interfaceWords } from '#server/words/interface-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const { spoke, spokeLink, all } = interfaceWords(params.lang, 'guide')
	return {
		story: interfaceWords(params.lang, 'story'),
		print: interfaceWords(params.lang, 'rights').print,
		spoke,
		spokeLink,
		all,
	}
}
