import { type ContentFile, guidePageOf } from '#contract/editing/content-file.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'

/** Languages in which the second and third layer of every mechanism has to be written. */
const WITH_DETAILS: readonly string[] = ['en', 'fr']

/** What should be written and is not: a file, a whole entry of a file, or the further layers of a page. */
export type Gap = { page: string; lacks: 'file' | 'details' | 'entry'; entry: string | null }

/** Documents have titles only where somebody published one in that language; English stands in for the rest. */
const MAY_LACK_ENTRIES = 'library'

/** English is the model for what has to be there; the facts are held to it by `straysOf`. */
export function gapsOf(files: readonly ContentFile[]): Gap[] {
	const byPath = new Map(files.map(({ path, json }) => [path, json]))
	const models = files.flatMap(({ path, json }) => {
		const page = guidePageOf(path)
		return page?.language === 'en' ? [{ ...page, json }] : []
	})
	return models.flatMap(({ folder, name, json }) =>
		LANGUAGES.flatMap((language): Gap[] => {
			const page = `${language}/${folder}/${name}`
			const own = byPath.get(page)
			if (own === undefined) return [{ page, lacks: 'file', entry: null }]
			if (name.startsWith('mechanisms/'))
				return WITH_DETAILS.includes(language) && !keysOf(own).includes('details')
					? [{ page, lacks: 'details', entry: null }]
					: []
			if (name === MAY_LACK_ENTRIES) return []
			const keys = keysOf(own)
			return keysOf(json)
				.filter((key) => !keys.includes(key))
				.map((entry) => ({ page, lacks: 'entry', entry }))
		}),
	)
}

/** What may be missing and is, so that another language stands in for it: how much of each, by language. */
export function standInsOf(
	files: readonly ContentFile[],
): { language: Language; details: number; library: number }[] {
	const pages = files.flatMap(({ path, json }) => {
		const page = guidePageOf(path)
		return page?.folder === 'guide' ? [{ ...page, keys: keysOf(json) }] : []
	})
	const documentsIn = (language: Language) =>
		pages.find((page) => page.language === language && page.name === MAY_LACK_ENTRIES)?.keys.length ?? 0
	return LANGUAGES.map((language) => ({
		language,
		details: pages.filter(
			(page) =>
				page.language === language && page.name.startsWith('mechanisms/') && !page.keys.includes('details'),
		).length,
		library: documentsIn('en') - documentsIn(language),
	}))
}

function keysOf(json: unknown): string[] {
	return typeof json === 'object' && json !== null ? Object.keys(json) : []
}
