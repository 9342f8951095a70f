import { LARGEST_CARRIER } from '#contract/read-carrier.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ params, platform }) => ({
	carry: interfaceWords(params.lang, 'carry'),
	/** What became of the file, when the form was sent. */
	outcome: platform?.req.uploaded ?? null,
	megabytes: Math.floor(LARGEST_CARRIER / 1e6),
})
