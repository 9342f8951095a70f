import { error } from '@sveltejs/kit'
import { countryPage } from '#server/guide/country-page.ts'
import { partTopicName } from '#server/guide/part-pages.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => {
	const language = languageOfWholePage(params.lang)
	const shown = countryPage(language, params.code)
	if (shown === null) error(404)
	const { nearby, groups } = interfaceWords(params.lang, 'find')
	return {
		country: interfaceWords(params.lang, 'country'),
		nearby: { title: groups.nearby, offices: Object.values(nearby) },
		noAddress: interfaceWords(params.lang, 'experts').noAddress,
		reviewsTopic: partTopicName(language, 'reviews'),
		shown,
	}
}
