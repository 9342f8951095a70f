import { error } from '@sveltejs/kit'
import { countryNotes, countryPage } from '#server/guide/country-page.ts'
import { partTopicName } from '#server/guide/part-pages.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const corrections = publicInstance(platform).corrections()
	const shown = countryPage(language, params.code, corrections)
	if (shown === null) error(404)
	const { nearby, groups } = interfaceWords(params.lang, 'found')
	return {
		country: interfaceWords(params.lang, 'country'),
		nearby: { title: groups.nearby, offices: Object.values(nearby) },
		noAddress: interfaceWords(params.lang, 'experts').noAddress,
		reviewsTopic: partTopicName(language, 'reviews'),
		noteWords: interfaceWords(params.lang, 'notes'),
		notes: countryNotes(language, shown, corrections),
		shown,
	}
}
