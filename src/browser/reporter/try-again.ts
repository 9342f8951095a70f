import { LineCut } from '#browser/call-server.ts'

/** Pauses in milliseconds between attempts on a line that keeps breaking: half a minute in all. */
export const PAUSES: readonly number[] = [500, 1500, 3000, 6000, 8000, 12_000]

/** Milliseconds one attempt may take: a line that has gone silent looks like one of 2 kbyte/s. */
function patienceFor(bytes: number): number {
	return 60_000 + bytes / 2
}

export type Trying = {
	/** Told before each pause. */
	onCut?: () => void
	/** Size of what one attempt sends. */
	bytes?: number
	pauses?: readonly number[]
}

/**
 * Tries until an attempt ends otherwise than by a broken line, or the pauses are used up.
 * @throws LineCut when the last attempt broke, and whatever else an attempt throws
 */
export async function tryAgain<Result>(
	attempt: (signal: AbortSignal) => Promise<Result>,
	{ onCut, bytes = 0, pauses = PAUSES }: Trying = {},
): Promise<Result> {
	for (const pause of pauses) {
		try {
			return await inTime(attempt, patienceFor(bytes))
		} catch (error) {
			if (!(error instanceof LineCut)) throw error
			onCut?.()
			await new Promise((resolve) => setTimeout(resolve, pause))
		}
	}
	return inTime(attempt, patienceFor(bytes))
}

async function inTime<Result>(
	attempt: (signal: AbortSignal) => Promise<Result>,
	milliseconds: number,
): Promise<Result> {
	const silence = new AbortController()
	const timer = setTimeout(() => {
		silence.abort()
	}, milliseconds)
	try {
		return await attempt(silence.signal)
	} catch (error) {
		if (silence.signal.aborted) throw new LineCut('the line went silent', { cause: error })
		throw error
	} finally {
		clearTimeout(timer)
	}
}
