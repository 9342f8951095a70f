import { clockOf } from '#server/gateways/clock.ts'
import type { Carriers } from '#server/jobs/carriers.ts'
import { NoticeDesk } from '#server/jobs/decide-notices.ts'
import type { Repeated } from '#server/jobs/repeat.ts'
import { sendJobs } from '#server/jobs/send-jobs.ts'
import type { Instance } from '#server/usecases/instance.ts'

/** Short enough that a daily notice leaves in its minute. */
const MILLISECONDS_BETWEEN = 20_000

/** Looks whom to tell, and tells them. */
export function tellMembers(instance: Instance, carriers: Carriers): Repeated {
	const { store } = instance
	const clock = clockOf(() => instance.now())
	const desk = new NoticeDesk(store, clock)
	const work = async () => {
		await desk.look()
		await sendJobs({ store, clock, carriers })
	}
	return { name: 'telling members', pause: MILLISECONDS_BETWEEN, work }
}
