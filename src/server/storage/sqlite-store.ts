import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Kysely } from 'kysely'
import { Refused } from '#contract/refusals.ts'
import { databasePath, holdDataFolder } from '#server/storage/data-folder.ts'
import { copyBeforeMigration, eraseCopies } from '#server/storage/copy-before-migration.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import type { Tables } from '#server/storage/schema.ts'
import { dialectOf } from '#server/storage/sqlite-dialect.ts'
import { sealedBuffers } from '#server/storage/sealed-buffers.ts'
import { NotStored, type Store } from '#server/storage/store.ts'
import type { Reply } from '#server/storage/writer-protocol.ts'

/** Methods, because each promise waits for the type of its own command, which the thread's answers do not carry. */
type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

/**
 * Opens the embedded database in a folder, which is made when it is missing.
 * @throws DataInUse while a backup is put in its place
 * @throws SchemaTooNew when a newer release wrote it; nothing is changed then
 * @throws DatabaseBroken when it needs another format and is damaged; nothing is changed then
 */
export async function openSqliteStore(dataDir: string): Promise<Store> {
	const release = holdDataFolder(dataDir, 'together')
	const path = databasePath(dataDir)
	await copyBeforeMigration(dataDir).catch((error: unknown) => {
		release()
		throw error
	})
	const writer = startWriter(path)
	const ask = asking(writer)
	// The first answer comes after the migrations, which the reader's connection must not run into.
	await ask({ kind: 'forget' })
	const read = new Kysely<Tables>({ dialect: dialectOf(openSqlite(path, 'read')) })
	return {
		read,
		write: (name, input) => ask({ kind: 'command', name, input }),
		forget: async () => {
			await ask({ kind: 'forget' })
			eraseCopies(dataDir)
			return 'now'
		},
		close: async () => {
			await read.destroy()
			const stopped = once(writer, 'exit')
			await ask({ kind: 'close' })
			await stopped
			release()
		},
	}
}

function startWriter(path: string): Worker {
	return new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: path })
}

/** Nobody listens for the thread's `error`: a server whose writer died must end, and be started again. */
function asking(writer: Worker): <Value>(question: object) => Promise<Value> {
	const waiting = new Map<number, Waiting>()
	let last = 0
	writer.on('message', (replies: Reply[]) => {
		for (const reply of replies) {
			const asker = waiting.get(reply.id)
			waiting.delete(reply.id)
			if (asker !== undefined) settle(asker, reply)
		}
	})
	return (question) =>
		new Promise((resolve, reject) => {
			const id = ++last
			waiting.set(id, { resolve, reject })
			// Handed over: copying megabytes costs more than storing them.
			writer.postMessage({ ...question, id }, [...sealedBuffers(question)])
		})
}

function settle(asker: Waiting, reply: Reply): void {
	if (reply.ok) asker.resolve(reply.value)
	else if ('refused' in reply) asker.reject(new Refused(reply.refused.because, reply.refused.detail))
	else asker.reject(new NotStored(reply.failed))
}
