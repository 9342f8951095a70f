import type { FinderData } from '#contract/found-page.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** All a browser needs to find by itself, besides the page it has. */
export type OnDeviceData = {
	language: InterfaceLanguage
	finder: FinderData
	words: InterfaceWords['found']
	noteWords: InterfaceWords['notes']
	/** What stands behind a sentence nobody has read in a source. */
	mark: string
}
