import { endThreads } from '#server/usecases/end-threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { endLater } from '#server/usecases/keep-later.ts'
import { endParcels } from '#server/usecases/parcels.ts'

const HOUR = 3_600_000

/**
 * Ends, now and every hour, what has been kept for as long as it may be. Several servers on one database may all do
 * so: what one has ended the others do not find.
 * @param report told what went wrong; the next hour tries again
 * @returns stops it, after what is going on
 */
export function endInTime(instance: Instance, report: (fault: string) => void): () => Promise<void> {
	let work = endNow(instance, report)
	const timer = setInterval(() => {
		work = work.then(() => endNow(instance, report))
	}, HOUR)
	timer.unref()
	return async () => {
		clearInterval(timer)
		await work
	}
}

async function endNow(instance: Instance, report: (fault: string) => void): Promise<void> {
	try {
		await endLater(instance)
		await endThreads(instance)
		await endParcels(instance)
	} catch (error) {
		report(`could not end what is over: ${error instanceof Error ? error.name : 'unknown'}`)
	}
}
