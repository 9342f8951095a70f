import { type Reason, REASONS } from '#domain/threads/records.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The sentence of a reason, as on the page "why". */
export function reasonWords(reason: Reason, words: InterfaceWords['tell']): string {
	const sentences = [words.reason1, words.reason2, words.reason3, words.reason4, words.reason5]
	return sentences[REASONS.indexOf(reason)] ?? reason
}
