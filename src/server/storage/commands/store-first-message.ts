import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { askForCall } from '#server/storage/commands/queue-notices.ts'
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
	/** What the person wants to see again, sealed to themselves; null when they do not. */
	copy: { hash: Hash; envelope: Uint8Array } | null
	/** Whether the person says that somebody may be hurt or taken. */
	urgent?: boolean
}

const insertThread = writtenOnce((db, the: Place<FirstMessage & { bytes: number }>) =>
	db
		.insertInto('threads')
		.values({
			desk: the('desk'),
			mailbox: the('mailbox'),
			proof_key: the('proofKey'),
			deposit_key: the('depositKey'),
			bytes: the('bytes'),
			answered: 0,
			moved: the('day'),
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
	const { desk, mailbox, hash, envelope, copy, urgent } = input
	const size = envelope.length
	const bytes = size + (copy?.envelope.length ?? 0)
	const [thread] = await insertThread(db, { ...input, bytes })
	if (thread === undefined) {
		if (await hasFirstMessage(db, desk, mailbox, hash)) return
		throw new Refused('mailbox-taken')
	}
	const messages = await insertMessage(db, { ...input, size, thread: thread.id })
	if (copy !== null)
		await db
			.insertInto('copies')
			.values({ thread: thread.id, first: 1, ...copy })
			.execute()
	if (urgent === true) await askForCall(db, desk)
	const things = messages.map(({ id }): StoredThing => ({ kind: 'message', thread: thread.id, item: id }))
	const cost = costOf(size) + (copy === null ? 0 : costOf(copy.envelope.length))
	await recordChanges(db, desk, things, cost)
}
