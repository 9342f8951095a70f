import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The sentences about the day on which messages were last read. */
export type LastReadWords = Pick<
	InterfaceWords['pages']['foot'],
	'lastRead' | 'lastReadToday' | 'lastReadNever'
>

/** Those sentences alone, for pages that carry no other text of the foot. */
export function lastReadWords({ lastRead, lastReadToday, lastReadNever }: LastReadWords): LastReadWords {
	return { lastRead, lastReadToday, lastReadNever }
}
