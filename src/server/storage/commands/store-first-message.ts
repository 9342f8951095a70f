import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { recordChanges } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import { hasFirstMessage } from '#server/storage/reads/threads.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

export type FirstMessage = {
	desk: number
	mailbox: string
	proofKey: SigningKey
	depositKey: SigningKey
	hash: Hash
	day: Day
	envelope: Uint8Array
	/** What the person wants to see again, sealed to themselves; null when they do not. */
	copy: { hash: Hash; envelope: Uint8Array } | null
}

/** Opens a thread. Repeated with the same message it changes nothing; another one for the mailbox is refused. */
export async function storeFirstMessage(db: Kysely<Tables>, input: FirstMessage): Promise<void> {
	const { desk, mailbox, proofKey, depositKey, hash, day, envelope, copy } = input
	const size = envelope.length
	const bytes = size + (copy?.envelope.length ?? 0)
	const thread = await db
		.insertInto('threads')
		.values({ desk, mailbox, proof_key: proofKey, deposit_key: depositKey, bytes, answered: 0 })
		.onConflict((conflict) => conflict.columns(['desk', 'mailbox']).doNothing())
		.returning('id')
		.executeTakeFirst()
	if (thread === undefined) {
		if (await hasFirstMessage(db, desk, mailbox, hash)) return
		throw new Refused('mailbox-taken')
	}
	const message = await db
		.insertInto('messages')
		.values({ thread: thread.id, hash, day, first: 1, size, signature: null, envelope })
		.returning('id')
		.executeTakeFirstOrThrow()
	if (copy !== null)
		await db
			.insertInto('copies')
			.values({ thread: thread.id, first: 1, ...copy })
			.execute()
	const cost = costOf(size) + (copy === null ? 0 : costOf(copy.envelope.length))
	await recordChanges(db, desk, [{ kind: 'message', thread: thread.id, item: message.id }], cost)
}
