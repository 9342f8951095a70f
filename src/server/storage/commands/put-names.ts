import type { Kysely } from 'kysely'
import type { Tables } from '#server/storage/schema.ts'

/** Replaces the sealed list of who is who. */
export async function putNames(
	db: Kysely<Tables>,
	{ desk, sealed }: { desk: number; sealed: Uint8Array },
): Promise<void> {
	await db.updateTable('names').set({ sealed }).where('desk', '=', desk).execute()
}
