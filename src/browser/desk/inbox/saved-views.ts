import type { Digest } from '#browser/desk/inbox/digest.ts'
import type { Ending } from '#browser/desk/inbox/ending.ts'
import { addDays, type Day, daysBetween } from '#domain/days.ts'
import type { Card } from '#domain/roster/roster.ts'

/** The ways a member looks at the list, in the order shown. */
export const SAVED_VIEWS = ['current', 'new', 'ours', 'promised', 'look', 'ending', 'closed', 'shut'] as const
export type SavedView = (typeof SAVED_VIEWS)[number]

/** Promises that fall due within so many days are shown as soon due. */
const SOON_DAYS = 2

/** What counts as promised: the last date named to the person, or before the first answer what the team says of itself. */
export function dueOf({ standing, promised, answered, day }: Digest, { answerWithinDays }: Card): Day | null {
	if (standing !== 'new' && standing !== 'open') return null
	return promised ?? (answered ? null : addDays(day, answerWithinDays))
}

export type Due = 'overdue' | 'soon' | 'later'

export function dueness(due: Day, today: Day): Due {
	const left = daysBetween(today, due)
	if (left < 0) return 'overdue'
	return left <= SOON_DAYS ? 'soon' : 'later'
}

/** What it depends on, besides a thread itself, in which views it is. */
export type ViewedBy = {
	card: Card
	today: Day
	ending: Ending
}

/** Which threads a view holds; asked once for a list, because working out days for each of thousands takes long. */
export function filterFor(view: SavedView, { card, today, ending }: ViewedBy): (digest: Digest) => boolean {
	const promisedBy = addDays(today, SOON_DAYS)
	const arrivedBy = addDays(promisedBy, -card.answerWithinDays)
	return (digest) => {
		const { thread, standing, ours, look, promised, answered, day } = digest
		switch (view) {
			case 'current':
				return standing === 'new' || standing === 'open'
			case 'new':
				return standing === 'new'
			case 'ours':
				return standing === 'open' && ours
			case 'promised':
				if (standing !== 'new' && standing !== 'open') return false
				return promised === null ? !answered && day <= arrivedBy : promised <= promisedBy
			case 'look':
				return look !== null && standing !== 'lost'
			case 'ending':
				return ending.has(thread)
			case 'closed':
				return standing === 'closed'
			case 'shut':
				return standing === 'lost' || standing === 'not-mine' || standing === 'damaged'
		}
	}
}

/** How many threads each view holds. */
export function countViews(digests: readonly Digest[], by: ViewedBy): Readonly<Record<SavedView, number>> {
	const counts = { current: 0, new: 0, ours: 0, promised: 0, look: 0, ending: 0, closed: 0, shut: 0 }
	for (const view of SAVED_VIEWS) {
		const isIn = filterFor(view, by)
		for (const digest of digests) if (isIn(digest)) counts[view] += 1
	}
	return counts
}
