import { paths } from '#components/paths.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { EntryLink } from '#server/guide/search/entries.ts'

/** Where an entry of a list leads. */
export function entryHref(language: InterfaceLanguage, { kind, key }: EntryLink): string {
	switch (kind) {
		case 'page':
			return paths[key](language)
		case 'way':
			return paths.mechanism(language, key)
		case 'part':
			return paths.part(language, key)
		case 'expert':
			return paths.expert(language, key)
		case 'act':
			return paths.actGroup(language, key)
		case 'country':
			return paths.country(language, key)
		case 'word':
			return `${paths.words(language)}#${key}`
		case 'document':
			return paths.document(language, key)
	}
}
