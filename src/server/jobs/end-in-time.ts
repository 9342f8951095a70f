import type { Repeated } from '#server/jobs/repeat.ts'
import { endThreads } from '#server/usecases/end-threads.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { endLater } from '#server/usecases/keep-later.ts'
import { endParcels } from '#server/usecases/parcels.ts'

const HOUR = 3_600_000

/** Ends what has been kept for as long as it may be. What one server has ended, others on its database do not find. */
export function endInTime(instance: Instance): Repeated {
	const work = async () => {
		await endLater(instance)
		await endThreads(instance)
		await endParcels(instance)
	}
	return { name: 'ending what is over', pause: HOUR, work }
}
