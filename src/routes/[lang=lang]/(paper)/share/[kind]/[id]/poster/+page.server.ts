import { error } from '@sveltejs/kit'
import { sheetOf } from '#server/keep/sheet.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang, kind, id }, platform, url }) => {
	const sheet = sheetOf(languageOfWholePage(lang), kind, id, publicInstance(platform).corrections())
	if (sheet === null) error(404)
	return {
		language: lang,
		sheet,
		kind,
		id,
		common: interfaceWords(lang, 'common'),
		guide: interfaceWords(lang, 'guide'),
		share: interfaceWords(lang, 'share'),
		address: url.origin + sheet.page,
	}
}
