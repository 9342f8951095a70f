import type { Doubt, ThreadState, Wish } from '#domain/threads/thread-state.ts'

/** What a colleague's client shows before anybody relies on the thread. */
export type Suspicion =
	| Doubt
	/** Somebody who has the return words asks for more; nobody has made sure yet that it is the person. */
	| { what: 'wish-to-check'; seq: number; wish: Wish['what'] }
	/** Two messages carry one number: written in two places that did not know of each other. */
	| { what: 'number-used-twice'; n: number }
	/** Messages with these numbers have not arrived, or were held back. */
	| { what: 'messages-missing'; from: number; to: number }

export function suspicions(state: ThreadState): Suspicion[] {
	const waiting = state.wishes.filter(({ standing }) => standing === 'waiting')
	return [
		...state.doubts,
		...waiting.map(({ seq, what }) => ({ what: 'wish-to-check' as const, seq, wish: what })),
		...numbersUsedTwice(state).map((n) => ({ what: 'number-used-twice' as const, n })),
		...missingMessages(state).map((gap) => ({ what: 'messages-missing' as const, ...gap })),
	]
}

export function numbersUsedTwice(state: ThreadState): number[] {
	const numbers = numbersOf(state)
	return [...new Set(numbers.filter((n, at) => numbers[at - 1] === n))]
}

/** Runs of numbers between 0 and the highest that no message carries. */
export function missingMessages(state: ThreadState): { from: number; to: number }[] {
	const gaps: { from: number; to: number }[] = []
	let next = 0
	for (const n of numbersOf(state)) {
		if (n > next) gaps.push({ from: next, to: n - 1 })
		next = n + 1
	}
	return gaps
}

function numbersOf({ messages }: ThreadState): number[] {
	return messages.map(({ record }) => record.n).sort((a, b) => a - b)
}
