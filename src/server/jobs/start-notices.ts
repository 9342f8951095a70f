import { clockOf } from '#server/gateways/clock.ts'
import type { Carriers } from '#server/jobs/carriers.ts'
import { NoticeDesk } from '#server/jobs/decide-notices.ts'
import { sendJobs } from '#server/jobs/send-jobs.ts'
import { NotStored } from '#server/storage/store.ts'
import type { Instance } from '#server/usecases/instance.ts'

export type RunningJobs = {
	/** Finishes what is in hand. */
	stop: () => Promise<void>
}

/** Short enough that a daily notice leaves in its minute. */
const MILLISECONDS_BETWEEN = 20_000

/**
 * Looks again and again whom to tell, and tells them.
 * @param complain told when the store failed; the next look tries again
 * @param pause between two looks, in milliseconds
 */
export function startNotices(
	instance: Instance,
	carriers: Carriers,
	complain: (fault: string) => void,
	pause = MILLISECONDS_BETWEEN,
): RunningJobs {
	const { store } = instance
	const clock = clockOf(() => instance.now())
	const desk = new NoticeDesk(store, clock)
	const stopping = new AbortController()
	const look = async () => {
		try {
			await desk.look()
			await sendJobs({ store, clock, carriers })
		} catch (error) {
			if (!(error instanceof Error)) throw error
			complain(faultOf(error))
		}
	}
	const running = (async () => {
		while (!stopping.signal.aborted) {
			await look()
			await waited(pause, stopping.signal)
		}
	})()
	return {
		stop: async () => {
			stopping.abort()
			await running
		},
	}
}

/** Where a fault lies, never an address: messages of errors could hold one. */
function faultOf(error: Error): string {
	if (error instanceof NotStored) return `notices: ${error.name}: ${error.message}`
	const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
	return [`notices: ${error.name}`, ...places.slice(0, 6)].join('\n')
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
