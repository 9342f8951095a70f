import { type Kysely, sql } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Tables } from '#server/storage/schema.ts'
import type { VisibleEntry } from '#vault/outside/chain.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

export type StoredThread = {
	id: number
	mailbox: string
	/** NULL once the thread is destroyed. */
	proofKey: SigningKey | null
	depositKey: SigningKey | null
	opened: Day | null
	/** Kept for later and not sent: the day it was opened last. No member is shown such a thread. */
	kept: Day | null
	/** The day something last happened in it; NULL once it is destroyed. */
	moved: Day | null
	/** Whether the team keeps it longer than its time: 0 or 1. */
	held: number
	answered: number
	head: number | null
	ring: number | null
}

/** A mailbox of a desk, also one that is only kept for later. */
export async function findMailbox(
	db: Kysely<Tables>,
	desk: number,
	mailbox: string,
): Promise<StoredThread | null> {
	const found = await mailboxesFrom(db, desk).where('mailbox', '=', mailbox).executeTakeFirst()
	return found ?? null
}

/** A thread of a desk, destroyed ones included. */
export async function findThread(
	db: Kysely<Tables>,
	desk: number,
	mailbox: string,
): Promise<StoredThread | null> {
	const found = await threadsFrom(db, desk).where('mailbox', '=', mailbox).executeTakeFirst()
	return found ?? null
}

export async function findThreads(
	db: Kysely<Tables>,
	desk: number,
	mailboxes: readonly string[],
): Promise<StoredThread[]> {
	return threadsFrom(db, desk).where('mailbox', 'in', mailboxes).execute()
}

function threadsFrom(db: Kysely<Tables>, desk: number) {
	return mailboxesFrom(db, desk).where('kept', 'is', null)
}

function mailboxesFrom(db: Kysely<Tables>, desk: number) {
	return db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.select([
			'id',
			'mailbox',
			'proof_key as proofKey',
			'deposit_key as depositKey',
			'opened',
			'kept',
			'moved',
			'held',
			'answered',
			'head',
			'ring',
		])
}

/** Whether a version of the thread's ring is sealed to the member. */
export async function isReaderOf(
	db: Kysely<Tables>,
	thread: number,
	version: number,
	member: string,
): Promise<boolean> {
	const found = await db
		.selectFrom('readers')
		.where('thread', '=', thread)
		.where('version', '=', version)
		.where('member', '=', member)
		.select('member')
		.executeTakeFirst()
	return found !== undefined
}

/** Ids of the members a version of the thread's ring is sealed to. */
export async function readersOfRing(db: Kysely<Tables>, thread: number, version: number): Promise<string[]> {
	const rows = await db
		.selectFrom('readers')
		.where('thread', '=', thread)
		.where('version', '=', version)
		.orderBy('member')
		.select('member')
		.execute()
	return rows.map(({ member }) => member)
}

/**
 * Mailboxes of threads whose newest ring names nobody of `team`: all who could read them have left.
 * @param team ids of the members, at least one
 */
export async function orphanedThreads(
	db: Kysely<Tables>,
	desk: number,
	team: readonly string[],
): Promise<string[]> {
	const rows = await db
		.selectFrom('threads')
		.where('desk', '=', desk)
		.where('ring', 'is not', null)
		.where('proof_key', 'is not', null)
		.where((where) =>
			where.not(
				where.exists(
					where
						.selectFrom('readers')
						.whereRef('readers.thread', '=', 'threads.id')
						.whereRef('readers.version', '=', 'threads.ring')
						.where('readers.member', 'in', team)
						.select('readers.member'),
				),
			),
		)
		.orderBy('id')
		.select('mailbox')
		.execute()
	return rows.map(({ mailbox }) => mailbox)
}

/** Whether the person's first message lies there as it was sent. */
export async function hasFirstOriginal(db: Kysely<Tables>, thread: number): Promise<boolean> {
	const found = await db
		.selectFrom('messages')
		.where('thread', '=', thread)
		.where('first', '=', 1)
		.where('envelope', 'is not', null)
		.select('id')
		.executeTakeFirst()
	return found !== undefined
}

/** Ids of members to whom any version of the thread's ring was sealed. */
export async function everReadersOf(db: Kysely<Tables>, thread: number): Promise<Set<string>> {
	const found = await db
		.selectFrom('readers')
		.where('thread', '=', thread)
		.select('member')
		.distinct()
		.execute()
	return new Set(found.map(({ member }) => member))
}

/** An entry of a journal as `faultInChain` reads it. */
export async function entryAt(
	db: Kysely<Tables>,
	thread: { id: number; mailbox: string },
	seq: number,
): Promise<VisibleEntry | null> {
	const found = await db
		.selectFrom('entries')
		.where('thread', '=', thread.id)
		.where('seq', '=', seq)
		.select(['seq', 'prev', 'hash as envelope', 'roster', 'author', 'signature'])
		.executeTakeFirst()
	return found === undefined ? null : { scope: thread.mailbox, ...found }
}

export type StoredMessage = { hash: Hash; day: Day; order: number }

export async function messagesWith(
	db: Kysely<Tables>,
	thread: number,
	hashes: readonly Hash[],
): Promise<StoredMessage[]> {
	return db
		.selectFrom('messages')
		.innerJoin('changes', (join) =>
			join
				.onRef('changes.thread', '=', 'messages.thread')
				.onRef('changes.item', '=', 'messages.id')
				.on('changes.kind', '=', 'message'),
		)
		.where('messages.thread', '=', thread)
		.where('messages.hash', 'in', hashes)
		.select(['messages.hash', 'messages.day', 'changes.order'])
		.execute()
}

export type EntryPlace = { author: SigningKey; order: number }

/** Who wrote each entry of a journal, and its place in the desk's order. */
export async function entryAuthors(db: Kysely<Tables>, thread: number): Promise<EntryPlace[]> {
	return db
		.selectFrom('entries')
		.innerJoin('changes', (join) =>
			join
				.onRef('changes.thread', '=', 'entries.thread')
				.onRef('changes.item', '=', 'entries.id')
				.on('changes.kind', '=', 'entry'),
		)
		.where('entries.thread', '=', thread)
		.orderBy('entries.seq')
		.select(['entries.author', 'changes.order'])
		.execute()
}

export type WaitingAnswer = { hash: Hash; day: Day; envelope: Uint8Array }

/** Answers that wait in a mailbox, oldest first, one at a time. */
export async function* waitingAnswers(db: Kysely<Tables>, thread: number): AsyncGenerator<WaitingAnswer> {
	const waiting = await db
		.selectFrom('deposits')
		.where('thread', '=', thread)
		.where('envelope', 'is not', null)
		.orderBy('id')
		.select('id')
		.execute()
	for (const { id } of waiting) {
		const answer = await db
			.selectFrom('deposits')
			.where('id', '=', id)
			.where('envelope', 'is not', null)
			.select(['hash', 'day', sql<Uint8Array>`envelope`.as('envelope')])
			.executeTakeFirst()
		if (answer !== undefined) yield answer
	}
}

export type KeptCopy = { hash: Hash; first: number; envelope: Uint8Array }

/** What a person chose to see again, oldest first, one at a time. */
export async function* keptCopies(db: Kysely<Tables>, thread: number): AsyncGenerator<KeptCopy> {
	const kept = await db.selectFrom('copies').where('thread', '=', thread).orderBy('id').select('id').execute()
	for (const { id } of kept) {
		const copy = await db
			.selectFrom('copies')
			.where('id', '=', id)
			.select(['hash', 'first', 'envelope'])
			.executeTakeFirst()
		if (copy !== undefined) yield copy
	}
}

/** Numbers of the parts of a file that are stored, ascending. */
export async function storedParts(db: Kysely<Tables>, thread: number, file: string): Promise<number[]> {
	const parts = await db
		.selectFrom('file_parts')
		.where('thread', '=', thread)
		.where('file', '=', file)
		.orderBy('part')
		.select('part')
		.execute()
	return parts.map(({ part }) => part)
}

export async function partBytes(
	db: Kysely<Tables>,
	thread: number,
	file: string,
	part: number,
): Promise<Uint8Array | null> {
	const found = await db
		.selectFrom('file_parts')
		.where('thread', '=', thread)
		.where('file', '=', file)
		.where('part', '=', part)
		.select('bytes')
		.executeTakeFirst()
	return found?.bytes ?? null
}

/** Whether exactly this first message is stored under the mailbox, or was until the team removed the original. */
export async function hasFirstMessage(
	db: Kysely<Tables>,
	desk: number,
	mailbox: string,
	hash: Hash,
): Promise<boolean> {
	const found = await db
		.selectFrom('threads')
		.innerJoin('messages', 'messages.thread', 'threads.id')
		.where('threads.desk', '=', desk)
		.where('threads.mailbox', '=', mailbox)
		.where('messages.first', '=', 1)
		.where('messages.hash', '=', hash)
		.select('messages.id')
		.executeTakeFirst()
	return found !== undefined
}

/** Whether exactly this is kept for later under the mailbox. */
export async function isKeptUnder(
	db: Kysely<Tables>,
	desk: number,
	mailbox: string,
	hash: Hash,
): Promise<boolean> {
	const found = await db
		.selectFrom('threads')
		.innerJoin('copies', 'copies.thread', 'threads.id')
		.where('threads.desk', '=', desk)
		.where('threads.mailbox', '=', mailbox)
		.where('threads.kept', 'is not', null)
		.where('copies.hash', '=', hash)
		.select('copies.id')
		.executeTakeFirst()
	return found !== undefined
}

export type KeptForLater = { desk: number; thread: number }

/** What is kept for later and was not opened on this day or after it. */
export async function laterNotOpenedSince(db: Kysely<Tables>, day: Day): Promise<KeptForLater[]> {
	return db.selectFrom('threads').where('kept', '<', day).select(['desk', 'id as thread']).execute()
}
