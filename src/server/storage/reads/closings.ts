import type { Kysely } from 'kysely'
import type { ClosedCounts } from '#domain/closing/closing.ts'
import type { Tables } from '#server/storage/schema.ts'

export type StandingThread = {
	mailbox: string
	/** Ids of the members its newest ring is sealed to; null while nobody has opened it. */
	readers: string[] | null
	/** Answers left for the person: all of them, and those not collected. */
	left: number
	waiting: number
}

/** What is left of a desk's threads, oldest first. */
export async function standingThreads(db: Kysely<Tables>, desk: number): Promise<StandingThread[]> {
	const threads = await db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.where('destroyed', 'is', null)
		.where('kept', 'is', null)
		.orderBy('id')
		.select(['id', 'mailbox', 'ring'])
		.execute()
	const readers = await db
		.selectFrom('readers')
		.innerJoin('threads', (join) =>
			join.onRef('threads.id', '=', 'readers.thread').onRef('threads.ring', '=', 'readers.version'),
		)
		.where('threads.desk', '=', desk)
		.orderBy('readers.member')
		.select(['readers.thread', 'readers.member'])
		.execute()
	const deposits = await db
		.selectFrom('deposits')
		.innerJoin('threads', 'threads.id', 'deposits.thread')
		.where('threads.desk', '=', desk)
		.groupBy('deposits.thread')
		.select((select) => [
			'deposits.thread',
			select.fn.countAll<number>().as('left'),
			select.fn.count<number>('deposits.envelope').as('waiting'),
		])
		.execute()
	const readersOf = Map.groupBy(readers, ({ thread }) => thread)
	const depositsOf = new Map(deposits.map((of) => [of.thread, of]))
	return threads.map(({ id, mailbox, ring }) => ({
		mailbox,
		readers: ring === null ? null : (readersOf.get(id) ?? []).map(({ member }) => member),
		left: depositsOf.get(id)?.left ?? 0,
		waiting: depositsOf.get(id)?.waiting ?? 0,
	}))
}

/** What became of threads since the closing was announced. */
export async function endedSoFar(db: Kysely<Tables>, desk: number): Promise<ClosedCounts> {
	const counted = await db
		.selectFrom('closings')
		.where('desk', '=', desk)
		.select(['destroyed', 'told', 'collected', 'handed_over as handedOver'])
		.executeTakeFirst()
	return counted ?? { destroyed: 0, told: 0, collected: 0, handedOver: 0 }
}
