import type { Kysely } from 'kysely'
import type { StoredText } from '#server/storage/commands/found-desk.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'

export type Proposal = { desk: number; hash: Hash; seq: number; entry: StoredText }

/** Leaves a roster entry for others to sign. The newest signatures over the same text replace the older. */
export async function putProposal(db: Kysely<Tables>, input: Proposal): Promise<void> {
	const { desk, hash, seq, entry } = input
	await db
		.insertInto('proposals')
		.values({ desk, hash, seq, ...entry })
		.onConflict((conflict) =>
			conflict.columns(['desk', 'hash']).doUpdateSet({ signatures: entry.signatures }),
		)
		.execute()
}
