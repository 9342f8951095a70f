import type { Kysely, Selectable } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'

/**
 * Reads a thread that is not destroyed and keeps everybody else from changing it until the transaction ends. An
 * update that changes nothing is the one way to say so that both engines understand.
 */
export async function holdThread(
	db: Kysely<Tables>,
	thread: number,
): Promise<Selectable<Tables['threads']> | null> {
	const held = await db
		.updateTable('threads')
		.set((set) => ({ answered: set.ref('answered') }))
		.where('id', '=', thread)
		.where('destroyed', 'is', null)
		.returningAll()
		.executeTakeFirst()
	return held ?? null
}
