import type { InterfaceWords } from '#server/words/interface-words.ts'

type Tell = InterfaceWords['tell']

/** How the names of texts begin that belong to recording and sending, and to nothing before. */
const ELSEWHERE = ['fault', 'failed', 'lock', 'sending', 'sent', 'step', 'voice', 'way'] as const

/** What the screens say on which somebody writes, keeps the words and shows that they have them. */
export type WritingWords = Omit<Tell, Extract<keyof Tell, `${(typeof ELSEWHERE)[number]}${string}`>>

/** Whether {@link WritingWords} has a text of this name. */
export function isForWriting(name: string): boolean {
	return !ELSEWHERE.some((beginning) => name.startsWith(beginning))
}
