import type { Doubt, ThreadState, Wish } from '#domain/threads/thread-state.ts'

/** What a colleague's client shows before anybody relies on the thread. */
export type Suspicion =
	| Doubt
	/** Somebody who has the return words asks for more; nobody has made sure yet that it is the person. */
	| { what: 'wish-to-check'; seq: number; wish: Wish['what'] }
	/** Two messages carry one number: written in two places that did not know of each other. */
	| { what: 'number-used-twice'; visit: string; n: number }
	/** Messages with these numbers have not arrived, or were held back. */
	| { what: 'messages-missing'; visit: string; from: number; to: number }

export function suspicions(state: ThreadState): Suspicion[] {
	const waiting = state.wishes.filter(({ standing }) => standing === 'waiting')
	return [
		...state.doubts,
		...waiting.map(({ seq, what }) => ({ what: 'wish-to-check' as const, seq, wish: what })),
		...numbersUsedTwice(state).map((twice) => ({ what: 'number-used-twice' as const, ...twice })),
		...missingMessages(state).map((gap) => ({ what: 'messages-missing' as const, ...gap })),
	]
}

export function numbersUsedTwice(state: ThreadState): { visit: string; n: number }[] {
	return [...numbersByVisit(state)].flatMap(([visit, numbers]) =>
		[...new Set(numbers.filter((n, at) => numbers[at - 1] === n))].map((n) => ({ visit, n })),
	)
}

/** Runs of numbers of a visit, between 0 and its highest, that no message carries. */
export function missingMessages(state: ThreadState): { visit: string; from: number; to: number }[] {
	const gaps: { visit: string; from: number; to: number }[] = []
	for (const [visit, numbers] of numbersByVisit(state)) {
		let next = 0
		for (const n of numbers) {
			if (n > next) gaps.push({ visit, from: next, to: n - 1 })
			next = n + 1
		}
	}
	return gaps
}

function numbersByVisit({ messages }: ThreadState): Map<string, number[]> {
	const visits = Map.groupBy(messages, ({ record }) => record.visit)
	const sorted = (taken: ThreadState['messages']) => taken.map(({ record }) => record.n).sort((a, b) => a - b)
	return new Map([...visits].map(([visit, taken]) => [visit, sorted(taken)]))
}
