import { readFinderForm } from '#contract/read-finder-form.ts'
import { dayOf } from '#domain/days.ts'
import { countryNames } from '#server/guide/country-names.ts'
import { states } from '#server/guide/facts.ts'
import { foundNotes, foundPage } from '#server/guide/found-page.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params }) => ({
	find: interfaceWords(params.lang, 'find'),
	guide: interfaceWords(params.lang, 'guide'),
	noteWords: interfaceWords(params.lang, 'notes'),
	countries: countryNames(languageOfWholePage(params.lang)),
})

/** The answers come in the body of one request and are forgotten with it. */
export const actions: Actions = {
	default: async ({ request, params, platform, setHeaders }) => {
		setHeaders({ 'cache-control': 'no-store' })
		const read = readFinderForm(await request.formData(), (code) => code in states)
		const today = dayOf(new Date())
		if ('troubles' in read || today === null)
			return { answers: read.answers, troubles: 'troubles' in read ? read.troubles : [], found: null }
		const language = languageOfWholePage(params.lang)
		const corrections = publicInstance(platform).corrections()
		const found = foundPage(language, read.situation, today, corrections)
		const notes = foundNotes(language, found, read.situation, corrections)
		return { answers: read.answers, troubles: [], found: { ...found, notes } }
	},
}
