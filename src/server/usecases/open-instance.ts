import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { readHostNotes } from '#server/gateways/host-notes.ts'
import type { MailServer } from '#server/gateways/mail.ts'
import { probeMachine } from '#server/gateways/probe-machine.ts'
import { settingOf, usedSpace } from '#server/storage/reads/desks.ts'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { rosterHistories } from '#server/usecases/read-roster.ts'

export type InstanceOptions = {
	/** Folder of the embedded database; not used when `databaseUrl` is given. */
	dataDir: string
	databaseUrl: string | null
	/** Bytes the server may fill; null: most of what the disk has room for. */
	space: number | null
	demo: boolean
	/** Where it answers, for those that serve pages. */
	origins?: readonly string[]
	deskOrigin?: string
	/** The mail server the host named; null: no mail is sent. */
	mail: MailServer | null
	now: () => Date
}

/** Opens the store of a server, embedded or on PostgreSQL, and what is derived from it. */
export async function openInstance(options: InstanceOptions): Promise<Instance> {
	const { dataDir, databaseUrl, space, demo, mail, now } = options
	const store = databaseUrl === null ? await openSqliteStore(dataDir) : await openElsewhere(databaseUrl)
	return {
		store,
		rosters: rosterHistories(store),
		ownSecret: await ownSecretOf(store),
		space: space ?? (databaseUrl === null ? await roomOn(dataDir, store) : ROOM_ELSEWHERE),
		demo,
		machine: async () => ({
			...(await probeMachine(dataDir)),
			origins: options.origins ?? [],
			deskOrigin: options.deskOrigin ?? null,
			copies: databaseUrl === null ? readHostNotes(dataDir) : 'elsewhere',
		}),
		mail,
		now,
	}
}

/** The driver is loaded only by who uses it: most hosts keep everything in one file. */
async function openElsewhere(databaseUrl: string): Promise<Store> {
	const { openPostgresStore } = await import('#server/storage/postgres-store.ts')
	return openPostgresStore(databaseUrl)
}

/** What a server on PostgreSQL may fill unless it is told: it cannot see the disk of its database. */
const ROOM_ELSEWHERE = 20e9

/** Four fifths of what is taken or free: the rest is left to the system, to backups and to the database's own log. */
async function roomOn(folder: string, store: Store): Promise<number> {
	const { bavail, bsize } = statfsSync(folder)
	return Math.floor((bavail * bsize + (await usedSpace(store.read))) * 0.8)
}

async function ownSecretOf(store: Store): Promise<KeyObject> {
	const value = randomBytes(32).toString('hex')
	await store.write('putSettingOnce', { name: 'challenge-secret', value })
	return createSecretKey((await settingOf(store.read, 'challenge-secret')) ?? value, 'hex')
}
