import type { Kysely } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'

export type StoredParcel = {
	parcel: string
	day: Day
	/** Whether `envelope` is what the interpreter sent back. */
	returned: boolean
	envelope: Uint8Array
}

/** Everything that lies with interpreters of one thread. */
export async function parcelsOf(db: Kysely<Tables>, thread: number): Promise<StoredParcel[]> {
	const rows = await selected(db).where('thread', '=', thread).execute()
	return rows.map((row) => ({ ...row, returned: row.returned === 1 }))
}

/** What waits for one interpreter. */
export async function parcelsFor(db: Kysely<Tables>, desk: number, member: string): Promise<StoredParcel[]> {
	const rows = await selected(db)
		.where('desk', '=', desk)
		.where('member', '=', member)
		.where('returned', '=', 0)
		.execute()
	return rows.map((row) => ({ ...row, returned: false }))
}

function selected(db: Kysely<Tables>) {
	return db.selectFrom('parcels').select(['parcel', 'day', 'returned', 'envelope']).orderBy('id')
}
