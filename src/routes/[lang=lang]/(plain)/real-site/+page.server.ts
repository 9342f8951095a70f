import { checkWords } from '#vault/outside/check-words.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { wordListOf } from '#server/words/check-word-lists.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, parent, platform, url }) => {
	const { desks } = await parent()
	const wordsIn = completeLanguage(params.lang)
	const list = wordListOf(wordsIn)
	return {
		host: url.host,
		wordsIn,
		release: publicInstance(platform).release,
		teams: desks.map(({ desk, card }) => ({
			desk,
			name: card.name,
			printedAt: card.checkWordsAt,
			words: checkWords(desk, list),
		})),
	}
}
