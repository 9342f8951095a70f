import { today } from '#browser/today.ts'
import { NAMES } from '#components/keep/kept-words.ts'
import { guideFileOf } from '#server/keep/carried-guide.ts'
import { pictureOf } from '#server/keep/picture.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

/** Written into the page: asked for, a picture would be one request more. */
const pictures = NAMES.map((name) => ({
	name,
	picture: `data:image/png;base64,${Buffer.from(pictureOf(name)).toString('base64')}`,
}))

export const load: PageServerLoad = ({ params: { lang }, platform }) => {
	const kept = completeLanguage(lang)
	const corrections = publicInstance(platform).corrections()
	const { size } = guideFileOf({ language: kept, day: today(), corrections })
	return {
		keep: interfaceWords(lang, 'keep'),
		kept,
		pictures,
		kilobytes: Math.ceil(size / 1000),
	}
}
