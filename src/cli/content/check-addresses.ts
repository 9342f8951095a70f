/** What became of an address of another site: nothing is there; somebody answers but not us; nobody answers. */
export const ADDRESS_OUTCOMES = ['gone', 'refused', 'no-answer'] as const
export type AddressOutcome = (typeof ADDRESS_OUTCOMES)[number]

export type AddressFault = {
	address: string
	pages: readonly string[]
	outcome: AddressOutcome
	told: string
}

const AT_ONCE = 3
const SECONDS = 20

/** Asks for every address, few at a time; those that answer well are not named. */
export async function checkAddresses(
	addresses: ReadonlyMap<string, readonly string[]>,
	seconds = SECONDS,
): Promise<AddressFault[]> {
	const left = [...addresses]
	const faults: AddressFault[] = []
	const work = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) {
			const [address, pages] = next
			const found = await ask(address, seconds)
			if (found !== null) faults.push({ address, pages, ...found })
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, work))
	return faults.sort((one, other) => one.address.localeCompare(other.address))
}

/** GET, because many sites answer HEAD wrongly; the body is not read. */
async function ask(
	address: string,
	seconds: number,
): Promise<{ outcome: AddressOutcome; told: string } | null> {
	try {
		const answer = await fetch(address, { signal: AbortSignal.timeout(seconds * 1000) })
		await answer.body?.cancel()
		if (answer.ok) return null
		const isGone = answer.status === 404 || answer.status === 410
		return { outcome: isGone ? 'gone' : 'refused', told: String(answer.status) }
	} catch (error) {
		return { outcome: 'no-answer', told: whyNoAnswer(error) }
	}
}

/** fetch fails with a TypeError whose cause names the network's fault, or with the signal's TimeoutError. */
function whyNoAnswer(error: unknown): string {
	if (error instanceof DOMException && error.name === 'TimeoutError') return 'too slow'
	if (!(error instanceof TypeError)) throw error
	return error.cause instanceof Error ? error.cause.message : error.message
}
