import { parentPort, workerData } from 'node:worker_threads'
import { Kysely } from 'kysely'
import { commitTogether, type QueuedCommand } from '#server/storage/group-commit.ts'
import { migrateSqlite } from '#server/storage/migrate-sqlite.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import { overwriteLog } from '#server/storage/overwrite-log.ts'
import type { Tables } from '#server/storage/schema.ts'
import { dialectOf } from '#server/storage/sqlite-dialect.ts'
import type { Job, WriterOptions } from '#server/storage/writer-protocol.ts'

// The one writer of a SQLite database, in a thread of its own so that syncing never stops the server's answers.

const LARGEST_GROUP = 64

const { path }: WriterOptions = workerData
const port = parentPort
if (port === null) throw new Error('this file is run by sqlite-store.ts')

const database = openSqlite(path, 'write')
migrateSqlite(database)
const db = new Kysely<Tables>({ dialect: dialectOf(database) })

const queue: Job[] = []
let woken = false

port.on('message', (job: Job) => {
	queue.push(job)
	if (!woken) wake()
})

function wake(): void {
	woken = true
	setImmediate(() => {
		void workOff()
	})
}

async function workOff(): Promise<void> {
	woken = false
	const group = takeCommands()
	if (group.length > 0)
		for (const reply of await commitTogether(database, db, group)) port?.postMessage(reply)
	const next = queue[0]
	if (next !== undefined && next.kind !== 'command') {
		queue.shift()
		if (next.kind === 'close') close(next.id)
		else forget(takeForgets(next.id))
	}
	if (queue.length > 0 && !woken) wake()
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
function takeForgets(first: number): number[] {
	const ids = [first]
	while (queue[0]?.kind === 'forget') ids.push(queue.shift()?.id ?? first)
	return ids
}

function forget(ids: readonly number[]): void {
	try {
		overwriteLog(database, path)
		for (const id of ids) port?.postMessage({ id, ok: true, value: null })
	} catch (error) {
		for (const id of ids) port?.postMessage({ id, ok: false, failed: String(error) })
	}
}

function close(id: number): void {
	database.close()
	port?.postMessage({ id, ok: true, value: null })
	port?.close()
}
