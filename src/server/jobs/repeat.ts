import { describeFault } from '#server/describe-fault.ts'

/** What a server does again and again. */
export type Repeated = {
	/** Stands before whatever is reported of it. */
	name: string
	/** Milliseconds from the end of one round to the beginning of the next. */
	pause: number
	work: () => Promise<unknown>
}

export type Running = {
	/** Finishes what is in hand. */
	stop: () => Promise<void>
}

/**
 * Does each of these now and after each of its pauses; none waits for another. Several servers on one database may do
 * the same.
 * @param report told what went wrong and where; the next round tries again
 */
export function repeat(all: readonly Repeated[], report: (fault: string) => void): Running {
	const stopping = new AbortController()
	const running = all.map(async ({ name, pause, work }) => {
		while (!stopping.signal.aborted) {
			await work().catch((error: unknown) => {
				report(`${name}: ${describeFault(error)}`)
			})
			await waited(pause, stopping.signal)
		}
	})
	return {
		stop: async () => {
			stopping.abort()
			await Promise.all(running)
		},
	}
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve()
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer)
			resolve()
		}
		const timer = setTimeout(done, milliseconds)
		signal.addEventListener('abort', done, { once: true })
	})
}
