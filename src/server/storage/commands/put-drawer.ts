import { type Kysely, sql } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'

export type Segment = { bucket: number; generation: number; bytes: Uint8Array }
export type NewSegments = { desk: number; account: number; segments: readonly Segment[] }

/** Replaces segments of a member's drawer; a generation that is not newer than the stored one is refused. */
export async function putDrawer(db: Kysely<Tables>, input: NewSegments): Promise<void> {
	let cost = 0
	for (const segment of input.segments) cost += await putSegment(db, input.account, segment)
	await recordChanges(db, input.desk, [], cost)
}

/** @returns how much more space the segment takes than before. */
async function putSegment(db: Kysely<Tables>, member: number, segment: Segment): Promise<number> {
	const { bucket, generation, bytes } = segment
	const before = await db
		.selectFrom('drawer')
		.where('member', '=', member)
		.where('bucket', '=', bucket)
		.select(sql<number>`octet_length(bytes)`.as('size'))
		.executeTakeFirst()
	const put = await db
		.insertInto('drawer')
		.values({ member, bucket, generation, bytes })
		.onConflict((conflict) =>
			conflict
				.columns(['member', 'bucket'])
				.doUpdateSet({ generation, bytes })
				.where('drawer.generation', '<', generation),
		)
		.returning('id')
		.executeTakeFirst()
	if (put === undefined) throw new Refused('not-the-next-entry')
	return costOf(bytes.length) - (before === undefined || before.size === 0 ? 0 : costOf(before.size))
}
