import type { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { endKeeping } from '#server/storage/commands/later.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { recordChanges, type StoredThing } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

export type BroughtMessage = {
	hash: Hash
	day: Day
	first: boolean
	envelope: Uint8Array
}

export type Brought = {
	desk: number
	day: Day
	mailbox: string
	/** The keys of a thread that is missing altogether, with which its first message came. */
	keys: { proofKey: SigningKey; depositKey: SigningKey } | null
	messages: readonly BroughtMessage[]
}

/**
 * Puts messages back that a restored server lacks; what is there already stays as it is.
 * @returns how many were stored now
 * @throws Refused `not-found` where the thread was destroyed, or is missing and comes without its keys;
 * `mailbox-taken` when the thread began with another message.
 */
export async function bringBackMessages(db: Kysely<Tables>, input: Brought): Promise<number> {
	const { desk, day, mailbox, keys, messages } = input
	if (keys !== null) await openThread(db, desk, mailbox, keys)
	const found = await db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.where('mailbox', '=', mailbox)
		.select('id')
		.executeTakeFirst()
	const held = found === undefined ? null : await holdThread(db, found.id)
	if (held === null) throw new Refused('not-found')
	const thread = held.id
	const things: StoredThing[] = []
	const kept = held.kept === null ? { texts: 0, files: 0 } : await sentSince(db, held, keys)
	let bytes = 0
	let cost = -kept.texts
	for (const message of messages) {
		const item = await storeMessage(db, thread, message)
		if (item === null) continue
		things.push({ kind: 'message', thread, item })
		bytes += message.envelope.length
		cost += costOf(message.envelope.length)
	}
	await demandOneBeginning(db, thread)
	await db
		.updateTable('threads')
		.set((set) => ({ bytes: set('bytes', '+', bytes), moved: day }))
		.where('id', '=', thread)
		.execute()
	await recordChanges(db, desk, things, cost, -kept.texts - kept.files)
	return things.length
}

/** The backup is of a day when the person only kept for later what they sent since. */
async function sentSince(
	db: Kysely<Tables>,
	held: { id: number; proof_key: SigningKey | null },
	keys: Brought['keys'],
): Promise<{ texts: number; files: number }> {
	if (keys === null) throw new Refused('not-found')
	if (keys.proofKey !== held.proof_key) throw new Refused('mailbox-taken')
	return endKeeping(db, held.id, keys.depositKey)
}

async function openThread(
	db: Kysely<Tables>,
	desk: number,
	mailbox: string,
	{ proofKey, depositKey }: NonNullable<Brought['keys']>,
): Promise<void> {
	await db
		.insertInto('threads')
		.values({ desk, mailbox, proof_key: proofKey, deposit_key: depositKey, bytes: 0, answered: 0 })
		.onConflict((conflict) => conflict.columns(['desk', 'mailbox']).doNothing())
		.execute()
}

/** @returns its key, or null when it is there already. */
async function storeMessage(
	db: Kysely<Tables>,
	thread: number,
	{ hash, day, first, envelope }: BroughtMessage,
): Promise<number | null> {
	const stored = await db
		.insertInto('messages')
		.values({ thread, hash, day, first: first ? 1 : 0, size: envelope.length, envelope })
		.onConflict((conflict) => conflict.columns(['thread', 'hash']).doNothing())
		.returning('id')
		.executeTakeFirst()
	return stored?.id ?? null
}

async function demandOneBeginning(db: Kysely<Tables>, thread: number): Promise<void> {
	const first = await db
		.selectFrom('messages')
		.where('thread', '=', thread)
		.where('first', '=', 1)
		.select('id')
		.execute()
	if (first.length !== 1) throw new Refused('mailbox-taken')
}
