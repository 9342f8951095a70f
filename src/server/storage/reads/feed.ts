import { type Kysely, sql } from 'kysely'
import type { Change } from '#contract/member-endpoints.ts'
import { readersOfRing } from '#server/storage/reads/threads.ts'
import type { ChangeKind, Tables } from '#server/storage/schema.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

export type Reader = { desk: number; member: string; triage: boolean }

export type Window = { after: number; limit: number } | { before: number; limit: number }

type MessageChange = Extract<Change, { kind: 'message' }>

/** What happened, as it is stored: the receipts of messages are not. */
export type StoredHead = Exclude<Change, MessageChange> | Omit<MessageChange, 'receipt'>

export type StoredChange = { head: StoredHead; bytes: Uint8Array }

/**
 * What a member may read, in the desk's order (`before`: newest first), one at a time: threads whose newest ring is
 * sealed to them, and for members who open what comes in, all threads whose first message lies there as it was sent.
 */
export async function* changesFor(
	db: Kysely<Tables>,
	reader: Reader,
	window: Window,
): AsyncGenerator<StoredChange> {
	yield* readEach(db, await changeRows(db, reader, window))
}

/** Everything stored of one thread, oldest first. Who may read it the caller has decided. */
export async function* changesOf(db: Kysely<Tables>, thread: number): AsyncGenerator<StoredChange> {
	const rows = await placesFrom(db).where('changes.thread', '=', thread).orderBy('changes.order').execute()
	yield* readEach(db, rows)
}

async function* readEach(db: Kysely<Tables>, rows: readonly Row[]): AsyncGenerator<StoredChange> {
	for (const row of rows) {
		const change = await READERS[row.kind](db, row)
		if (change !== null) yield change
	}
}

type Row = {
	order: number
	kind: ChangeKind
	item: number
	mailbox: string
	destroyed: string | null
	proofKey: SigningKey | null
	depositKey: SigningKey | null
}

function placesFrom(db: Kysely<Tables>) {
	return db
		.selectFrom('changes')
		.innerJoin('threads', 'threads.id', 'changes.thread')
		.select([
			'changes.order',
			'changes.kind',
			'changes.item',
			'threads.mailbox',
			'threads.destroyed',
			'threads.proof_key as proofKey',
			'threads.deposit_key as depositKey',
		])
}

async function changeRows(db: Kysely<Tables>, reader: Reader, window: Window): Promise<Row[]> {
	const query = placesFrom(db)
		.where('changes.desk', '=', reader.desk)
		.where((where) =>
			where.or([
				where('changes.kind', '=', 'destroyed'),
				where.and([
					where.val(reader.triage ? 1 : 0).$castTo<boolean>(),
					where.exists(
						where
							.selectFrom('messages')
							.whereRef('messages.thread', '=', 'threads.id')
							.where('messages.first', '=', 1)
							.where('messages.envelope', 'is not', null)
							.select('messages.id'),
					),
				]),
				where.exists(
					where
						.selectFrom('readers')
						.whereRef('readers.thread', '=', 'threads.id')
						.whereRef('readers.version', '=', 'threads.ring')
						.where('readers.member', '=', reader.member)
						.select('readers.member'),
				),
			]),
		)
	const limited = query.limit(window.limit)
	return 'before' in window
		? limited.where('changes.order', '<', window.before).orderBy('changes.order', 'desc').execute()
		: limited.where('changes.order', '>', window.after).orderBy('changes.order').execute()
}

const NO_BYTES = new Uint8Array()

type ReadChange = (db: Kysely<Tables>, row: Row) => Promise<StoredChange | null>

/** Null: removed since the list was made. */
const READERS: Record<ChangeKind, ReadChange> = {
	message: async (db, place) => {
		const { order, item, mailbox: thread } = place
		const row = await db
			.selectFrom('messages')
			.where('id', '=', item)
			.select(['hash', 'day', 'first', 'envelope'])
			.executeTakeFirst()
		if (row === undefined) return null
		const { hash, day, envelope } = row
		const first = row.first === 1
		const superseded = envelope === null
		const keys = first ? keysIn(place) : null
		const head = { kind: 'message', order, thread, hash, day, first, superseded, keys } as const
		return { head, bytes: envelope ?? NO_BYTES }
	},
	entry: async (db, { order, item, mailbox: thread }) => {
		const row = await db
			.selectFrom('entries')
			.where('id', '=', item)
			.select(['seq', 'prev', 'hash', 'roster', 'author', 'signature', 'envelope'])
			.executeTakeFirst()
		if (row === undefined) return null
		const { seq, prev, hash, roster, author, signature, envelope } = row
		const entry = { scope: thread, seq, prev, envelope: hash, roster, author, signature }
		return { head: { kind: 'entry', order, thread, entry }, bytes: envelope }
	},
	ring: async (db, { order, item, mailbox: thread }) => {
		const row = await db
			.selectFrom('rings')
			.where('id', '=', item)
			.select(['thread', 'version', 'hash', 'envelope'])
			.executeTakeFirst()
		if (row === undefined) return null
		const { version, hash, envelope } = row
		const readers = await readersOfRing(db, row.thread, version)
		return { head: { kind: 'ring', order, thread, version, hash, readers }, bytes: envelope }
	},
	deposit: async (db, { order, item, mailbox: thread }) => {
		const row = await db
			.selectFrom('deposits')
			.where('id', '=', item)
			.select(['hash', sql<number>`envelope IS NULL`.as('read')])
			.executeTakeFirst()
		if (row === undefined) return null
		// The sealed answer itself is for the person alone; the journal holds the team's copy.
		return {
			head: { kind: 'deposit', order, thread, hash: row.hash, read: Boolean(row.read) },
			bytes: NO_BYTES,
		}
	},
	destroyed: async (db, { order, item, mailbox: thread }) => {
		const row = await db.selectFrom('threads').where('id', '=', item).select('destroyed').executeTakeFirst()
		if (row?.destroyed == null) return null
		return { head: { kind: 'destroyed', order, thread, day: row.destroyed }, bytes: NO_BYTES }
	},
}

function keysIn({ proofKey, depositKey }: Row): MessageChange['keys'] {
	return proofKey === null || depositKey === null ? null : { proofKey, depositKey }
}
