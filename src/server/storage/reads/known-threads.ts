import type { Kysely } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** What somebody has seen of a thread: messages, and the envelope of the newest entry of its journal. */
export type Seen = { messages: readonly Hash[]; head: { seq: number; envelope: Hash } | null }

/** Whether a thread is stored with everything somebody has seen of it. */
export async function isAsKnown(
	db: Kysely<Tables>,
	thread: number,
	{ messages, head }: Seen,
): Promise<boolean> {
	if (head !== null) {
		const entry = await db
			.selectFrom('entries')
			.where('thread', '=', thread)
			.where('seq', '=', head.seq)
			.select('hash')
			.executeTakeFirst()
		if (entry?.hash !== head.envelope) return false
	}
	if (messages.length === 0) return true
	const stored = await db
		.selectFrom('messages')
		.where('thread', '=', thread)
		.where('hash', 'in', messages)
		.select('hash')
		.execute()
	return stored.length === new Set(messages).size
}
