import { FAMILIES } from '#domain/finder/facts.ts'
import { mechanisms } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	return {
		guide: interfaceWords(params.lang, 'guide'),
		country: interfaceWords(params.lang, 'country'),
		experts: interfaceWords(params.lang, 'experts'),
		rights: interfaceWords(params.lang, 'rights'),
		library: interfaceWords(params.lang, 'library'),
		storyTitle: interfaceWords(params.lang, 'story').title,
		part: interfaceWords(params.lang, 'part'),
		families: FAMILIES.map((family) => ({
			family,
			ways: mechanisms
				.filter((mechanism) => mechanism.family === family)
				.map(({ id }) => {
					const { name, official } = mechanismTextOf(language, id, corrections)
					return { id, name, official }
				}),
		})),
	}
}
