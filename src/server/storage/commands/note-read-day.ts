import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'

/** Notes on which day some member last fetched what is new; not who. */
export async function noteReadDay(
	db: Kysely<Tables>,
	{ desk, day }: { desk: number; day: Day },
): Promise<void> {
	await db.updateTable('desks').set({ last_read: day }).where('id', '=', desk).execute()
}
