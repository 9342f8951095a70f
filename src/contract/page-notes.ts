import type { Day } from '#domain/days.ts'

/** One thing the host of this site corrected, as the page says it. */
export type ShownCorrection = { on: Day; from: string } & (
	| { is: 'text'; text: string }
	| { is: 'open'; state: string; way: string; since: Day | null }
	| { is: 'not-open'; state: string; way: string }
)

/** What has to be said above everything else on a page of the guide. */
export type PageNotes = {
	/** When what it says has to be read again: the page itself, or what States accepted. */
	checks: readonly { of: 'page' | 'acceptance'; nextCheck: Day }[]
	corrections: readonly ShownCorrection[]
}
