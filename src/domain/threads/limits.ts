/** Longest texts, in UTF-16 units; what is longer is refused before it is sealed and when it is opened. */
export const LONGEST = {
	/** A story, an addition, an answer. */
	text: 100_000,
	/** A team's note to itself. */
	note: 20_000,
	/** What happens next; how a wish was checked; who must not learn of it. */
	line: 2_000,
	fileName: 255,
	mediaType: 127,
} as const

/** An envelope's header has room for so many members and the recovery key (`MOST_RECIPIENTS`). */
export const MOST_READERS = 24

/** A person who writes can leave out every one of them, so their number is bounded too. */
export const MOST_INTERPRETERS = 24

export function refusalOfText(text: string, longest: number): 'empty-text' | 'too-long' | null {
	if (text.trim() === '') return 'empty-text'
	return text.length > longest ? 'too-long' : null
}
