import { isLanguage, type Language } from '#domain/languages.ts'

/** A file of content/ as it was written: `en/guide/acts`, `facts/mechanisms`; null when it is no JSON. */
export type ContentFile = { path: string; json: unknown }

/** One text in a file, and the keys that lead to it: `details.steps.0.do`. */
export type Leaf = { keys: readonly string[]; value: unknown }

/** Every value of a file that is neither list nor record, with the way to it. */
export function leavesOf(json: unknown, keys: readonly string[] = []): Leaf[] {
	if (typeof json !== 'object' || json === null) return [{ keys, value: json }]
	return Object.entries(json).flatMap(([key, inner]) => leavesOf(inner, [...keys, key]))
}

export type GuidePage = { language: Language; folder: 'guide' | 'interface'; name: string }

/** What a path of a file names; null for facts and for languages that are not complete. */
export function guidePageOf(path: string): GuidePage | null {
	const [language = '', folder, ...name] = path.split('/')
	if (!isLanguage(language) || (folder !== 'guide' && folder !== 'interface') || name.length === 0)
		return null
	return { language, folder, name: name.join('/') }
}
