import type { Tell } from '#contract/endpoints.ts'
import { listDesks as storedDesks } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'

export async function listDesks(instance: Instance): Promise<Tell<'desks'>> {
	const desks = await storedDesks(instance.store.read)
	return { desks: desks.map(({ hash: desk, lastRead }) => ({ desk, lastRead })), demo: instance.demo }
}
