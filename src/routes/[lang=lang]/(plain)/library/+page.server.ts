import { readLibrarySearch } from '#contract/read-library-search.ts'
import { libraryPage, waysWithDocuments } from '#server/guide/search/library-page.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { languageOfWholePage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

/** What somebody looks for is kept nowhere: not here, not in a cache on the way. */
export const load: PageServerLoad = ({ params, platform, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' })
	const language = languageOfWholePage(params.lang)
	const search = readLibrarySearch(url.searchParams)
	return {
		library: interfaceWords(params.lang, 'library'),
		guide: interfaceWords(params.lang, 'guide'),
		search,
		shown: libraryPage(language, search, publicInstance(platform).corrections()),
		ways: waysWithDocuments(language),
		written: language,
	}
}
