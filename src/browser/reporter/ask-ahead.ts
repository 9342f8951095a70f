// While the code that checks them is still on its way, the answers it will want are asked for: on a slow line somebody
// waits a second less for the button. Nothing of a person is in these requests, and no answer is believed here.

/** Milliseconds, as for any attempt (try-again.ts). */
const PATIENCE = 60_000

/** Answers on their way, by the address they were asked for at. */
export type AskedAhead = Map<string, Promise<Response>>

/** Asks which teams are here, and for the signed list of each. */
export function askAhead(): AskedAhead {
	const asked: AskedAhead = new Map()
	const ask = (address: string) => {
		const answer = fetch(address, {
			credentials: 'omit',
			cache: 'no-store',
			referrerPolicy: 'no-referrer',
			signal: AbortSignal.timeout(PATIENCE),
		})
		asked.set(address, answer)
		return answer
	}
	const lists = ask('/api/v1/desks').then(async (answer) => {
		const desks = (await answer.clone().text()).matchAll(/"desk":"([0-9a-f]{64})"/g)
		await Promise.all(Array.from(desks, ([, desk = '']) => ask(`/api/v1/desks/${desk}/roster`)))
	})
	// Whoever takes an answer meets its failure; until then it must not count as one that nobody looks at.
	void Promise.allSettled([lists])
	return asked
}
