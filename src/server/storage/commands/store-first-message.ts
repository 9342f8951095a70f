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
}

/** Opens a thread. Repeated with the same message it changes nothing; another one for the mailbox is refused. */
export async function storeFirstMessage(db: Kysely<Tables>, input: FirstMessage): Promise<void> {
	const { desk, mailbox, proofKey, depositKey, hash, day, envelope } = input
	const size = envelope.length
	const thread = await db
		.insertInto('threads')
		.values({ desk, mailbox, proof_key: proofKey, deposit_key: depositKey, bytes: size, answered: 0 })
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
	await recordChanges(db, desk, [{ kind: 'message', thread: thread.id, item: message.id }], costOf(size))
}
