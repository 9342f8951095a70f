import { checkWords } from '#vault/outside/check-words.ts'
import { wordListOf } from '#server/words/check-word-lists.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, parent, url }) => {
	const { desks } = await parent()
	const wordsIn = completeLanguage(params.lang)
	const list = wordListOf(wordsIn)
	return {
		host: url.host,
		wordsIn,
		teams: desks.map(({ desk, card }) => ({
			desk,
			name: card.name,
			printedAt: card.checkWordsAt,
			words: checkWords(desk, list),
		})),
	}
}
