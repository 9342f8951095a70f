import { LineCut } from '#browser/call-server.ts'

/** Pauses in milliseconds between attempts on a line that keeps breaking: half a minute in all. */
export const PAUSES: readonly number[] = [500, 1500, 3000, 6000, 8000, 12_000]

/** Longest one attempt may take: 1 MiB at 12 kbyte/s. A line that has gone silent looks like a slow one. */
const LONGEST_ATTEMPT = 90_000

/**
 * Tries until an attempt ends otherwise than by a broken line, or the pauses are used up.
 * @throws LineCut when the last attempt broke, and whatever else an attempt throws
 */
export async function tryAgain<Result>(
	attempt: (signal: AbortSignal) => Promise<Result>,
	onCut: () => void,
	pauses: readonly number[] = PAUSES,
): Promise<Result> {
	for (const pause of pauses) {
		try {
			return await inTime(attempt)
		} catch (error) {
			if (!(error instanceof LineCut)) throw error
			onCut()
			await new Promise((resolve) => setTimeout(resolve, pause))
		}
	}
	return inTime(attempt)
}

async function inTime<Result>(attempt: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
	const silence = new AbortController()
	const timer = setTimeout(() => {
		silence.abort()
	}, LONGEST_ATTEMPT)
	try {
		return await attempt(silence.signal)
	} catch (error) {
		if (silence.signal.aborted) throw new LineCut('the line went silent', { cause: error })
		throw error
	} finally {
		clearTimeout(timer)
	}
}
