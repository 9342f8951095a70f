import { parentPort, workerData } from 'node:worker_threads'
import { Kysely } from 'kysely'
import { commitTogether, type QueuedCommand } from '#server/storage/group-commit.ts'
import { migrateSqlite } from '#server/storage/migrate-sqlite.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import { overwriteLog } from '#server/storage/overwrite-log.ts'
import { giveBack, sealedBuffers } from '#server/storage/sealed-buffers.ts'
import type { Tables } from '#server/storage/schema.ts'
import { dialectOf } from '#server/storage/sqlite-dialect.ts'
import type { Job, Reply } from '#server/storage/writer-protocol.ts'

// The one writer of a SQLite database, in a thread of its own so that syncing never stops the server's answers.

const LARGEST_GROUP = 64

const path: unknown = workerData
const port = parentPort
if (port === null || typeof path !== 'string') throw new Error('this file is run by sqlite-store.ts')

// Narrowed above, once and for the functions below.
const toServer = port
const databasePath = path

const database = openSqlite(path, 'write')
migrateSqlite(database)
const db = new Kysely<Tables>({ dialect: dialectOf(database) })

const queue: Job[] = []
let woken = false

port.on('message', (job: Job) => {
	queue.push(job)
	wake()
})

function wake(): void {
	if (woken) return
	woken = true
	setImmediate(() => {
		void workOff()
	})
}

async function workOff(): Promise<void> {
	woken = false
	const group = takeCommands()
	if (group.length > 0) {
		send(await commitTogether(database, db, group))
		giveBack(sealedBuffers(group))
	}
	const next = queue[0]
	if (next?.kind === 'close') {
		queue.shift()
		close(next.id)
	}
	if (next?.kind === 'forget') forget(takeForgets())
	if (queue.length > 0) wake()
}

function takeCommands(): QueuedCommand[] {
	const group: QueuedCommand[] = []
	while (group.length < LARGEST_GROUP && queue[0]?.kind === 'command') {
		const job = queue.shift()
		if (job?.kind === 'command') group.push(job)
	}
	return group
}

/** One overwriting serves everybody who asked for it before it began. */
function takeForgets(): Job[] {
	const until = queue.findIndex(({ kind }) => kind !== 'forget')
	return queue.splice(0, until === -1 ? queue.length : until)
}

function forget(jobs: readonly Job[]): void {
	try {
		overwriteLog(database, databasePath)
		send(jobs.map(({ id }) => ({ id, ok: true, value: null })))
	} catch (error) {
		send(jobs.map(({ id }) => ({ id, ok: false, failed: String(error) })))
	}
}

function close(id: number): void {
	database.close()
	send([{ id, ok: true, value: null }])
	toServer.close()
}

function send(replies: Reply[]): void {
	toServer.postMessage(replies)
}
