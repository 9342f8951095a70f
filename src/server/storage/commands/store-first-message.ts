import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { recordChanges, type StoredThing } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import { hasFirstMessage } from '#server/storage/reads/threads.ts'
import type { Tables } from '#server/storage/schema.ts'
import { type Place, writtenOnce } from '#server/storage/written-once.ts'
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

const insertThread = writtenOnce((db, the: Place<FirstMessage & { size: number }>) =>
	db
		.insertInto('threads')
		.values({
			desk: the('desk'),
			mailbox: the('mailbox'),
			proof_key: the('proofKey'),
			deposit_key: the('depositKey'),
			bytes: the('size'),
			answered: 0,
		})
		.onConflict((conflict) => conflict.columns(['desk', 'mailbox']).doNothing())
		.returning('id'),
)

const insertMessage = writtenOnce((db, the: Place<FirstMessage & { size: number; thread: number }>) =>
	db
		.insertInto('messages')
		.values({
			thread: the('thread'),
			hash: the('hash'),
			day: the('day'),
			first: 1,
			size: the('size'),
			envelope: the('envelope'),
		})
		.returning('id'),
)

/** Opens a thread. Repeated with the same message it changes nothing; another one for the mailbox is refused. */
export async function storeFirstMessage(db: Kysely<Tables>, input: FirstMessage): Promise<void> {
	const { desk, mailbox, hash, envelope } = input
	const size = envelope.length
	const [thread] = await insertThread(db, { ...input, size })
	if (thread === undefined) {
		if (await hasFirstMessage(db, desk, mailbox, hash)) return
		throw new Refused('mailbox-taken')
	}
	const messages = await insertMessage(db, { ...input, size, thread: thread.id })
	const things = messages.map(({ id }): StoredThing => ({ kind: 'message', thread: thread.id, item: id }))
	await recordChanges(db, desk, things, costOf(size))
}
