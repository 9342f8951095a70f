import type { Kysely } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Whether a thread has all of these messages, removed originals included. */
export async function hasMessages(
	db: Kysely<Tables>,
	thread: number,
	hashes: readonly Hash[],
): Promise<boolean> {
	if (hashes.length === 0) return true
	const stored = await db
		.selectFrom('messages')
		.where('thread', '=', thread)
		.where('hash', 'in', hashes)
		.select('hash')
		.execute()
	return stored.length === new Set(hashes).size
}
