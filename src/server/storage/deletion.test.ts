import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '#server/storage/sqlite-store.ts'
import type { Store } from '#server/storage/store.ts'
import { insertDisk, MAY_MOUNT } from '../../../tests/world/raw-disk.ts'
import { bytesOf, DAY, storedDesk, storedThread } from '../../../tests/world/stored-desk.ts'

let folder: string
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'deletion-'))
})
afterEach(() => {
	rmSync(folder, { recursive: true })
})

/** How many of the envelopes still have one of eight pieces of 32 bytes somewhere in these bytes. */
function traces(envelopes: readonly Uint8Array[], places: readonly Buffer[]): number {
	return envelopes.filter((envelope) =>
		[0, 1, 2, 3, 4, 5, 6, 7].some((piece) => {
			const at = Math.floor((piece / 7) * (envelope.length - 32))
			return places.some((place) => place.includes(envelope.subarray(at, at + 32)))
		}),
	).length
}

const filesIn = (dir: string) => readdirSync(dir).map((file) => readFileSync(join(dir, file)))

type Filled = { desk: number; gone: Uint8Array[]; kept: Uint8Array[]; threads: number[] }

/** Stores messages of many sizes, every other one to be destroyed. */
async function fill(store: Store): Promise<Filled> {
	const desk = await storedDesk(store)
	const filled: Filled = { desk, gone: [], kept: [], threads: [] }
	for (let at = 0; at < 40; at++) {
		const [gone, kept] = [bytesOf(500 + 700 * at), bytesOf(500 + 700 * at)]
		filled.threads.push((await storedThread(store, desk, Uint8Array.from(gone))).thread)
		await storedThread(store, desk, Uint8Array.from(kept))
		filled.gone.push(gone)
		filled.kept.push(kept)
	}
	return filled
}

test('what was destroyed is in no file of the database, what was not is still there', async () => {
	const store = await openSqliteStore(folder)
	const { desk, gone, kept, threads } = await fill(store)
	expect(traces(gone, filesIn(folder))).toBe(40)
	await store.write('destroyThreads', { desk, threads, day: DAY, which: 'any' })
	// The positive control: deleting alone leaves the log full of what was deleted.
	expect(traces(gone, filesIn(folder))).toBeGreaterThan(0)
	expect(await store.forget()).toBe('now')
	expect(traces(gone, filesIn(folder))).toBe(0)
	expect(traces(kept, filesIn(folder))).toBe(40)
	await store.close()
})

/** Runs work in a folder on a file system of its own. @returns every byte of the disk afterwards */
async function rawDisk(work: (place: string) => Promise<void>): Promise<Buffer> {
	const disk = insertDisk(folder, 24)
	try {
		await work(join(disk.folder, 'data'))
	} catch (error) {
		disk.takeOut()
		throw error
	}
	return disk.takeOut()
}

test.skipIf(!MAY_MOUNT)('what was destroyed is nowhere on the disk below the file system', async () => {
	const run = async (forget: boolean): Promise<[number, number]> => {
		let filled: Filled | null = null
		const disk = await rawDisk(async (place) => {
			const store = await openSqliteStore(place)
			filled = await fill(store)
			const { desk, threads } = filled
			await store.write('destroyThreads', { desk, threads, day: DAY, which: 'any' })
			if (forget) await store.forget()
			await store.close()
		})
		const { gone, kept } = filled!
		return [traces(gone, [disk]), traces(kept, [disk])]
	}
	// The positive control: a log that is only cut off stays on the disk.
	const [withoutForgetting] = await run(false)
	expect(withoutForgetting).toBeGreaterThan(0)
	expect(await run(true)).toEqual([0, 40])
})

test('many who ask to forget at once are all answered, and writing goes on', async () => {
	const store = await openSqliteStore(folder)
	const desk = await storedDesk(store)
	const { thread } = await storedThread(store, desk, bytesOf(9000))
	await store.write('destroyThreads', { desk, threads: [thread], day: DAY, which: 'any' })
	const forgotten = Array.from({ length: 5 }, () => store.forget())
	const written = Array.from({ length: 5 }, () => storedThread(store, desk, bytesOf(100)))
	expect(await Promise.all(forgotten)).toEqual(Array.from({ length: 5 }, () => 'now'))
	expect(await Promise.all(written)).toHaveLength(5)
	await store.close()
})
