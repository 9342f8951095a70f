import { paths } from '#components/paths.ts'
import { offlineFileOf } from '#server/offline/offline-file.ts'
import { publicInstance } from '#server/usecases/public-instance.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params: { lang }, platform, url }) => {
	const bringTo = url.origin + paths.upload(lang)
	const newPageAt = url.origin + paths.carry(lang)
	const file = await offlineFileOf(publicInstance(platform), completeLanguage(lang), { bringTo, newPageAt })
	return {
		carry: interfaceWords(lang, 'carry'),
		bringTo,
		file: file && {
			...file.sums,
			until: file.until,
			kilobytes: Math.ceil(Buffer.byteLength(file.html) / 1024),
		},
	}
}
