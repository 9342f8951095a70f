import { readFinderForm } from '#contract/read-finder-form.ts'
import { dayOf } from '#domain/days.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { states } from '#server/guide/facts.ts'
import { foundPage } from '#server/guide/found-page.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => ({
	find: interfaceWords(params.lang, 'find'),
	guide: interfaceWords(params.lang, 'guide'),
	countries: countryNames(languageOfWholePage(params.lang)),
})

/** The answers come in the body of one request and are forgotten with it. */
export const actions: Actions = {
	default: async ({ request, params, setHeaders }) => {
		setHeaders({ 'cache-control': 'no-store' })
		const read = readFinderForm(await request.formData(), (code) => code in states)
		const today = dayOf(new Date())
		if ('troubles' in read || today === null)
			return { answers: read.answers, troubles: 'troubles' in read ? read.troubles : [], found: null }
		const found = foundPage(languageOfWholePage(params.lang), read.situation, today)
		return { answers: read.answers, troubles: [], found }
	},
}
