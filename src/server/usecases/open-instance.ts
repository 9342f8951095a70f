import { randomBytes } from 'node:crypto'
import { openPostgresStore } from '#server/storage/postgres-store.ts'
import { settingOf } from '#server/storage/reads/desks.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { rosterHistories } from '#server/usecases/read-roster.ts'

export type InstanceOptions = {
	/** Folder of the embedded database; not used when `databaseUrl` is given. */
	dataDir: string
	databaseUrl: string | null
	/** Bytes the server may fill. */
	space: number
	demo: boolean
	now: () => Date
}

/** Opens the store of a server, embedded or on PostgreSQL, and what is derived from it. */
export async function openInstance(options: InstanceOptions): Promise<Instance> {
	const { dataDir, databaseUrl, space, demo, now } = options
	const store = databaseUrl === null ? await openSqliteStore(dataDir) : await openPostgresStore(databaseUrl)
	return {
		store,
		rosters: rosterHistories(store),
		challengeSecret: await challengeSecretOf(store),
		space,
		demo,
		now,
	}
}

async function challengeSecretOf(store: Store): Promise<Uint8Array> {
	const value = randomBytes(32).toString('hex')
	await store.write('putSettingOnce', { name: 'challenge-secret', value })
	return Buffer.from((await settingOf(store.read, 'challenge-secret')) ?? value, 'hex')
}
