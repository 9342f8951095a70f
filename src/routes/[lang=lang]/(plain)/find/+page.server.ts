import { finderScript } from 'virtual:finder-script'
import { paths } from '#components/paths.ts'
import { foundPage } from '#contract/found-page.ts'
import { readFinderForm } from '#contract/read-finder-form.ts'
import { dayOf } from '#domain/days.ts'
import { answersGivenBy } from '#server/guide/act-pages.ts'
import { countryName, countryNames } from '#server/guide/country-names.ts'
import { finderData, otherBodies } from '#server/guide/finder-data.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import { finderFile } from './finder-file.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => {
	const language = languageOfWholePage(params.lang)
	const { version } = finderFile(params.lang, publicInstance(platform).corrections())
	return {
		find: interfaceWords(params.lang, 'find'),
		found: interfaceWords(params.lang, 'found'),
		guide: interfaceWords(params.lang, 'guide'),
		noteWords: interfaceWords(params.lang, 'notes'),
		countries: countryNames(language),
		bodies: otherBodies(language),
		finder: { script: finderScript, facts: paths.finderFile(params.lang, version) },
	}
}

/** The answers come in the body of one request and are forgotten with it. */
export const actions: Actions = {
	default: async ({ request, params, platform, setHeaders }) => {
		setHeaders({ 'cache-control': 'no-store' })
		const form = await request.formData()
		const nothing = { troubles: [], found: null, country: null, isPrefilled: false }
		const seen = form.getAll('act')
		if (seen.length > 0) return { ...nothing, answers: answersGivenBy(seen), isPrefilled: true }
		const language = languageOfWholePage(params.lang)
		const data = finderData(language, publicInstance(platform).corrections())
		const read = readFinderForm(form, (code) => code in data.facts.states)
		const today = dayOf(new Date())
		if ('troubles' in read || today === null)
			return { ...nothing, answers: read.answers, troubles: 'troubles' in read ? read.troubles : [] }
		const found = foundPage(data, read.situation, today)
		return {
			...nothing,
			answers: read.answers,
			found,
			country: countryName(language, read.situation.country),
		}
	},
}
