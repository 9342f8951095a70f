import { error } from '@sveltejs/kit'
import { cardOf } from '#server/keep/card.ts'
import { sheetOf } from '#server/keep/sheet.ts'
import { shareText } from '#server/keep/share-text.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params: { lang, kind, id }, platform, url }) => {
	const language = languageOfWholePage(lang)
	const sheet = sheetOf(language, kind, id, publicInstance(platform).corrections())
	if (sheet === null) error(404)
	return {
		share: interfaceWords(lang, 'share'),
		kind,
		id,
		title: sheet.title,
		page: sheet.page,
		address: url.origin + sheet.page,
		card: cardOf(language, sheet),
		text: shareText(language, sheet),
	}
}
