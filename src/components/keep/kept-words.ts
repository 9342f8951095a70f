import type { InterfaceLanguage, Language } from '#domain/languages.ts'
import type { GuideContents } from '#server/keep/guide-contents.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** What each part of the carried guide is given: the guide itself, and the words around it. */
export type KeptPart = {
	language: Language
	contents: GuideContents
	words: Pick<
		InterfaceWords,
		'common' | 'country' | 'experts' | 'find' | 'guide' | 'keep' | 'notes' | 'pages' | 'part' | 'rights'
	>
}

/** Names under which the guide can be kept; none says what it is. */
export const NAMES = ['notes', 'recipes', 'weather', 'calendar'] as const
export type Name = (typeof NAMES)[number]

export function isName(word: string): word is Name {
	return (NAMES as readonly string[]).includes(word)
}

/** The name of the file; it says what language it is in and no more. */
export function fileName(language: InterfaceLanguage): string {
	return `notes-${language}.html`
}
