import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasePath } from '#server/storage/data-folder.ts'
import { openSqlite } from '#server/storage/open-sqlite.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import { aHash, aKey, anId, bytesOf, DAY, storedDesk } from '../tests/world/stored-desk.ts'
import { type Figure, median, type Measurement } from './figure.ts'

const SIZE = 4096
const FEW = 1000
const MANY = 1_000_000
const ROUNDS = 12
const MESSAGES_A_ROUND = 50

/** What one more message costs a nearly empty database and one that holds a million, measured in turns. */
export const millionRows: Measurement = {
	ids: ['millionth-row'],
	measure: async (): Promise<Figure[]> => {
		const folder = mkdtempSync(join(tmpdir(), 'million-'))
		const few = await filled(join(folder, 'few'), FEW)
		const many = await filled(join(folder, 'many'), MANY)
		const [costsOfFew, costsOfMany]: [number[], number[]] = [[], []]
		for (let round = 0; round < ROUNDS; round++) {
			costsOfFew.push(await millisecondsEach(few))
			costsOfMany.push(await millisecondsEach(many))
		}
		await Promise.all([few.store.close(), many.store.close()])
		rmSync(folder, { recursive: true })
		const ratio = median(costsOfMany) / median(costsOfFew)
		return [
			{
				id: 'millionth-row',
				what: `one more durable message of ${SIZE} bytes beside ${MANY} others, page cache 16 MiB`,
				value: median(costsOfMany),
				unit: 'ms',
				goal: `at most 1.5 times the cost beside ${FEW}`,
				holds: ratio <= 1.5,
				against: `${median(costsOfFew).toFixed(2)} ms beside ${FEW} others`,
				ratio,
			},
		]
	},
}

type Filled = { store: Store; desk: number }

async function filled(folder: string, rows: number): Promise<Filled> {
	const store = await openSqliteStore(folder)
	const desk = await storedDesk(store)
	fill(databasePath(folder), desk, rows)
	return { store, desk }
}

/** Puts messages into the tables as the commands would, without waiting for the disk each time. */
function fill(path: string, desk: number, rows: number): void {
	const database = openSqlite(path, 'write')
	database.exec(`
		PRAGMA synchronous = OFF;
		BEGIN;
		WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < ${rows})
		INSERT INTO threads (desk, mailbox, proof_key, deposit_key, bytes, answered)
		SELECT ${desk}, lower(hex(randomblob(16))), lower(hex(randomblob(32))), lower(hex(randomblob(32))), ${SIZE}, 0 FROM row;
		INSERT INTO messages (thread, hash, day, first, size, envelope)
		SELECT id, lower(hex(randomblob(32))), '${DAY}', 1, ${SIZE}, randomblob(${SIZE}) FROM threads;
		INSERT INTO changes (desk, "order", kind, thread, item) SELECT ${desk}, id, 'message', thread, id FROM messages;
		UPDATE feeds SET newest = ${rows}, bytes = ${rows * SIZE};
		COMMIT;
		PRAGMA wal_checkpoint(TRUNCATE);
	`)
	database.close()
}

async function millisecondsEach({ store, desk }: Filled): Promise<number> {
	const start = performance.now()
	for (let message = 0; message < MESSAGES_A_ROUND; message++) {
		const keys = { proofKey: aKey(), depositKey: aKey() }
		const sealed = { hash: aHash(), day: DAY, envelope: bytesOf(SIZE), copy: null }
		await store.write('storeFirstMessage', { desk, mailbox: anId(), ...keys, ...sealed })
	}
	return (performance.now() - start) / MESSAGES_A_ROUND
}
