import type { Tell } from '#contract/endpoints.ts'
import { listDesks as storedDesks } from '#server/storage/reads/desks.ts'
import { reachedMembers } from '#server/storage/reads/notices.ts'
import type { Instance } from '#server/usecases/instance.ts'

export async function listDesks({ store, mail, demo }: Instance): Promise<Tell<'desks'>> {
	const desks = await storedDesks(store.read)
	const reached = (await reachedMembers(store.read, null)).filter(
		({ way }) => mail !== null || way !== 'mail',
	)
	return {
		desks: desks.map(({ id, hash: desk, lastRead }) => ({
			desk,
			lastRead,
			calls: reached.some((member) => member.desk === id),
		})),
		demo,
	}
}
