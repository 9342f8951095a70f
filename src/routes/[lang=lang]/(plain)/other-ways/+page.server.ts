import { interfaceWords } from '#server/words/interface-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const { title, bring } = interfaceWords(params.lang, 'carry')
	return { carry: { title, bring } }
}
