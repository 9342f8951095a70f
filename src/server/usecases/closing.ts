import type { Tell } from '#contract/endpoints.ts'
import { isOrphaned } from '#domain/threads/decide-recover.ts'
import { endedSoFar, standingThreads } from '#server/storage/reads/closings.ts'
import type { Instance } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

/** What is left to tell and to destroy: by name what the caller may open, by its readers what they may not. */
export async function showClosing(
	{ store }: Instance,
	{ desk, roster, me }: SignedIn,
): Promise<Tell<'closing'>> {
	const triage = me.roles.includes('triage')
	const team = roster.members.map(({ id }) => id)
	const isMine = (readers: string[] | null) => {
		if (readers === null) return triage
		return readers.includes(me.id) || (triage && isOrphaned(readers, team))
	}
	const all = await standingThreads(store.read, desk.id)
	const others = all.filter(({ readers }) => !isMine(readers))
	const byReaders = Map.groupBy(others, ({ readers }) => (readers ?? []).join(' '))
	return {
		mine: all
			.filter(({ readers }) => isMine(readers))
			.map(({ mailbox, left, waiting }) => ({ thread: mailbox, collected: left > 0 && waiting === 0 })),
		others: [...byReaders.values()].map((threads) => ({
			readers: (threads[0]?.readers ?? []).filter((reader) => team.includes(reader)),
			threads: threads.length,
			collected: threads.filter(({ left, waiting }) => left > 0 && waiting === 0).length,
		})),
		ended: await endedSoFar(store.read, desk.id),
	}
}
