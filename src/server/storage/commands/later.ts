import { type Kysely, sql } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import { holdThread } from '#server/storage/commands/hold-thread.ts'
import { askForCall } from '#server/storage/commands/queue-notices.ts'
import { recordChanges, type StoredThing } from '#server/storage/commands/record-changes.ts'
import { costOf } from '#server/storage/cost.ts'
import { isKeptUnder } from '#server/storage/reads/threads.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

// What somebody keeps for later is a row of `threads` that has no messages, no changes and no key for answers: no
// member can see, fetch or count it. Its texts are copies, its files are parts, as in any thread.

export type FirstKept = {
	desk: number
	mailbox: string
	proofKey: SigningKey
	day: Day
	hash: Hash
	envelope: Uint8Array
}

/** Begins to keep something. Repeated with the same first thing it changes nothing. */
export async function keepLater(db: Kysely<Tables>, input: FirstKept): Promise<void> {
	const { desk, mailbox, proofKey, day, hash, envelope } = input
	const size = envelope.length
	const thread = await db
		.insertInto('threads')
		.values({ desk, mailbox, proof_key: proofKey, bytes: size, answered: 0, kept: day })
		.onConflict((conflict) => conflict.columns(['desk', 'mailbox']).doNothing())
		.returning('id')
		.executeTakeFirst()
	if (thread === undefined) {
		if (await isKeptUnder(db, desk, mailbox, hash)) return
		throw new Refused('mailbox-taken')
	}
	await db.insertInto('copies').values({ thread: thread.id, hash, first: 0, envelope }).execute()
	await recordChanges(db, desk, [], costOf(size), costOf(size))
}

/** Notes that what is kept was opened: it stays for as long again. */
export async function noteVisit(
	db: Kysely<Tables>,
	{ thread, day }: { thread: number; day: Day },
): Promise<void> {
	await db
		.updateTable('threads')
		.set({ kept: day })
		.where('id', '=', thread)
		.where('kept', 'is not', null)
		.execute()
}

export type SentLater = {
	desk: number
	thread: number
	depositKey: SigningKey
	day: Day
	/** The first message, and those that name the files. */
	messages: readonly { hash: Hash; first: boolean; envelope: Uint8Array }[]
	/** Whether the person says that somebody may be hurt or taken. */
	urgent: boolean
}

/**
 * Makes a thread of what was kept: its messages come in, what was sealed to the person goes, the files stay.
 * @throws Refused `mailbox-taken` when it is one already
 */
export async function sendLater(db: Kysely<Tables>, input: SentLater): Promise<void> {
	const { desk, thread, depositKey, day, messages, urgent } = input
	const held = await holdThread(db, thread)
	if (held === null) throw new Refused('no-such-mailbox')
	if (held.kept === null) throw new Refused('mailbox-taken')
	const { texts, files } = await endKeeping(db, thread, depositKey)
	const things: StoredThing[] = []
	for (const { hash, first, envelope } of messages) {
		const { id } = await db
			.insertInto('messages')
			.values({ thread, hash, day, first: first ? 1 : 0, size: envelope.length, envelope })
			.returning('id')
			.executeTakeFirstOrThrow()
		things.push({ kind: 'message', thread, item: id })
	}
	const sizes = messages.map(({ envelope }) => envelope.length)
	await db
		.updateTable('threads')
		.set((set) => ({ bytes: set('bytes', '+', sumOf(sizes)), moved: day }))
		.where('id', '=', thread)
		.execute()
	if (urgent) await askForCall(db, desk)
	await recordChanges(db, desk, things, sumOf(sizes.map(costOf)) - texts, -texts - files)
}

/**
 * What was kept becomes an ordinary thread: its texts go, its files stay. The caller counts both.
 * @returns the space of each
 */
export async function endKeeping(
	db: Kysely<Tables>,
	thread: number,
	depositKey: SigningKey,
): Promise<{ texts: number; files: number }> {
	const sizes = await removeTexts(db, thread)
	const parts = await db
		.selectFrom('file_parts')
		.where('thread', '=', thread)
		.select(sql<number>`octet_length(bytes)`.as('size'))
		.execute()
	await db
		.updateTable('threads')
		.set((set) => ({ kept: null, deposit_key: depositKey, bytes: set('bytes', '-', sumOf(sizes)) }))
		.where('id', '=', thread)
		.execute()
	return { texts: sumOf(sizes.map(costOf)), files: sumOf(parts.map(({ size }) => costOf(size))) }
}

/**
 * Destroys what was kept for later, whole: nobody else knew of it, so that not even the mailbox stays.
 * @param openedBefore only what was not opened on this day or later
 * @returns how many texts went; null when it is not kept, or was opened since
 */
export async function destroyLater(
	db: Kysely<Tables>,
	{ desk, thread, openedBefore }: { desk: number; thread: number; openedBefore: Day | null },
): Promise<number | null> {
	const held = await holdThread(db, thread)
	if (held?.kept == null || (openedBefore !== null && held.kept >= openedBefore)) return null
	const sizes = await removeTexts(db, thread)
	const parts = await db
		.deleteFrom('file_parts')
		.where('thread', '=', thread)
		.returning(sql<number>`octet_length(bytes)`.as('size'))
		.execute()
	await db.deleteFrom('threads').where('id', '=', thread).execute()
	const space = sumOf([...sizes, ...parts.map(({ size }) => size)].map(costOf))
	await recordChanges(db, desk, [], -space, -space)
	return sizes.length
}

async function removeTexts(db: Kysely<Tables>, thread: number): Promise<number[]> {
	const removed = await db
		.deleteFrom('copies')
		.where('thread', '=', thread)
		.returning(sql<number>`octet_length(envelope)`.as('size'))
		.execute()
	return removed.map(({ size }) => size)
}

function sumOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0)
}
