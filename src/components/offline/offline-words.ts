import type { InterfaceWords } from '#server/words/interface-words.ts'
import type { WritingWords } from '#server/words/writing-words.ts'

/** The texts that travel inside the page that works from a file. */
export type OfflineWords = Pick<InterfaceWords, 'common' | 'carry'> & {
	tell: WritingWords
	reasons: InterfaceWords['pages']['why']['reasons']
	languages: InterfaceWords['languages'] & { reads: string }
}
