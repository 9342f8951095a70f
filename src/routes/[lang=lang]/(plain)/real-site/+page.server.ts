import { checkWords } from '#vault/outside/check-words.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { wordListOf } from '#server/words/check-word-lists.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, parent, platform, url }) => {
	const { desks } = await parent()
	const list = wordListOf(params.lang)
	return {
		host: url.host,
		release: publicInstance(platform).release,
		teams: desks.map(({ desk, card }) => ({
			desk,
			name: card.name,
			printedAt: card.checkWordsAt,
			words: checkWords(desk, list),
		})),
	}
}
