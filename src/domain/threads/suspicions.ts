import type { Doubt, ThreadState, Wish } from '#domain/threads/thread-state.ts'

/** What a colleague's client shows before anybody relies on the thread. */
export type Suspicion =
	| Doubt
	/** Somebody who has the return words asks for more; nobody has made sure yet that it is the person. */
	| { what: 'wish-to-check'; seq: number; wish: Wish['what'] }
	/** Two messages carry one number: written in two places that did not know of each other. */
	| { what: 'number-used-twice'; visit: string; n: number }
	/** Messages with these numbers of a visit have not arrived, or were held back. */
	| { what: 'messages-missing'; visit: string; from: number; to: number }

export function suspicions(state: ThreadState): Suspicion[] {
	const waiting = state.wishes.filter(({ standing }) => standing === 'waiting')
	return [
		...state.doubts,
		...waiting.map(({ seq, what }) => ({ what: 'wish-to-check' as const, seq, wish: what })),
		...numbersUsedTwice(state).map((place) => ({ what: 'number-used-twice' as const, ...place })),
		...missingMessages(state).map((gap) => ({ what: 'messages-missing' as const, ...gap })),
	]
}

export function numbersUsedTwice(state: ThreadState): { visit: string; n: number }[] {
	return numbersByVisit(state).flatMap(({ visit, numbers }) => {
		const twice = numbers.filter((n, at) => numbers[at - 1] === n)
		return [...new Set(twice)].map((n) => ({ visit, n }))
	})
}

/** Runs of numbers between 0 and the highest of a visit that no message carries. */
export function missingMessages(state: ThreadState): { visit: string; from: number; to: number }[] {
	return numbersByVisit(state).flatMap(({ visit, numbers }) =>
		numbers.flatMap((n, at) => {
			const expected = at === 0 ? 0 : (numbers[at - 1] ?? 0) + 1
			return n > expected ? [{ visit, from: expected, to: n - 1 }] : []
		}),
	)
}

function numbersByVisit({ messages }: ThreadState): { visit: string; numbers: number[] }[] {
	const visits = new Set(messages.map(({ record }) => record.visit))
	return Array.from(visits, (visit) => ({
		visit,
		numbers: messages
			.filter(({ record }) => record.visit === visit)
			.map(({ record }) => record.n)
			.sort((a, b) => a - b),
	}))
}
