import { Refused } from '#browser/call-server.ts'
import { callServer, sendFrames } from '#browser/desk/call-desk.ts'
import type { KeptThread } from '#browser/desk/kept/kept-record.ts'
import { isAccepted, type KeptThreads, newestOf } from '#browser/desk/kept/kept-threads.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { StoredEntry, StoredRing, StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import type { Ask, Tell } from '#contract/endpoints.ts'
import type { Pin } from '#domain/roster/entry-to-expect.ts'
import type { LostEntries, Place } from '#domain/roster/roster.ts'
import { entryHash } from '#vault/outside/chain.ts'
import { isHash } from '#vault/outside/format.ts'

type At = { reader: Reader; token: string }
type Lacking = Tell<'lacking'>['lacking'][number]

/** What came of comparing the server with this device. */
export type BroughtBack = {
	/** Threads of which the server lacked something. */
	lacking: number
	/** Threads that are whole again. */
	restored: readonly string[]
	/** What this device cannot bring back, and nobody has accepted yet. */
	lost: readonly LostEntries[]
}

const AT_ONCE = 400

/** Most messages of a thread that are asked after; further ones come with the journal. */
const MOST_MESSAGES = 500

/** Bytes sent in one request, below what the server takes. */
const BATCH = 4 * 1024 * 1024

/**
 * Compares what this device keeps with what the server has, and gives back what it lacks: messages with the
 * receipt the server once gave for them, entries as their authors signed them, whoever they were.
 */
export async function bringBack(kept: KeptThreads, at: At): Promise<BroughtBack> {
	const known = kept.all().filter((thread) => !isAccepted(thread, at.reader.roster))
	const lacking = await askLacking(known, at)
	await kept.forget(lacking.filter(({ is }) => is === 'destroyed').map(({ thread }) => thread))
	const missed = lacking.filter(({ is }) => is !== 'destroyed')
	const byThread = new Map(known.map((one) => [one.stored.thread, one]))
	for (const { thread, is } of missed) {
		const one = byThread.get(thread)
		if (one !== undefined) await giveBack(one.stored, is === 'unknown', at)
	}
	const still = await askLacking(
		missed.flatMap(({ thread }) => byThread.get(thread) ?? []),
		at,
	)
	const lost = await Promise.all(still.map((one) => lostOf(one, byThread.get(one.thread), at)))
	const restored = missed
		.map(({ thread }) => thread)
		.filter((thread) => still.every((one) => one.thread !== thread))
	return { lacking: missed.length, restored, lost: lost.filter((one) => one !== null) }
}

async function askLacking(known: readonly KeptThread[], at: At): Promise<Lacking[]> {
	const lacking: Lacking[] = []
	for (let from = 0; from < known.length; from += AT_ONCE) {
		const ask = { known: known.slice(from, from + AT_ONCE).map(seenOf) }
		const answer = await callServer('lacking', ask, {
			at: { desk: at.reader.roster.desk },
			token: at.token,
		})
		lacking.push(...answer.lacking)
	}
	return lacking
}

function seenOf({ pin, stored }: KeptThread): Ask<'lacking'>['known'][number] {
	const messages = stored.messages
		.filter(({ retired }) => !retired)
		.map(({ hash }) => hash)
		.slice(0, MOST_MESSAGES)
	return { thread: stored.thread, messages, head: seenHead(pin) }
}

/** Gives one thread back as far as the server takes it; what it refuses is found missing afterwards. */
async function giveBack(stored: StoredThread, isUnknown: boolean, at: At): Promise<void> {
	try {
		await giveMessages(stored, isUnknown, at)
		const there = await fetchThread(stored.thread, at)
		await giveJournal(stored, there, at)
	} catch (error) {
		if (!(error instanceof Refused)) throw error
	}
}

async function giveMessages({ thread, messages }: StoredThread, isUnknown: boolean, at: At): Promise<void> {
	const frames = messages
		.filter(({ keys }) => isUnknown || keys === null)
		.toSorted((one, other) => one.order - other.order)
		.flatMap(({ hash, day, keys, receipt, envelope }) =>
			envelope === null
				? []
				: [{ head: { kind: 'message' as const, hash, day, keys, receipt }, bytes: envelope }],
		)
	for (const batch of batchesOf(frames))
		await sendFrames('bringBack', batch, { at: { desk: at.reader.roster.desk, thread }, token: at.token })
}

/** Continues the server's journal where it is the beginning of the one kept. Another one is left as it is. */
async function giveJournal(stored: StoredThread, there: StoredThread, at: At): Promise<void> {
	const head = newestOf(there)
	const entries = stored.entries.toSorted((one, other) => one.visible.seq - other.visible.seq)
	if (head !== null && !entries.some((entry) => isAt(entry, head))) return
	const rings = stored.rings.filter(({ version }) => there.rings.every((ring) => ring.version !== version))
	const further = entries.filter(({ visible }) => visible.seq > (head?.seq ?? -1))
	const steps = stepsOf(rings, further)
	await sayHold(steps, stored, at)
	for (const step of steps)
		await sendFrames('append', step, {
			at: { desk: at.reader.roster.desk, thread: stored.thread },
			token: at.token,
		})
}

/** A thread that was held after the backup was made is held again with the entries that say so. */
async function sayHold(steps: readonly Step[], stored: StoredThread, { reader }: At): Promise<void> {
	const last = steps.at(-1)?.findLast(({ head }) => head.kind === 'entry')
	const { state } = await readThread(stored, reader)
	if (last?.head.kind === 'entry' && state.story !== null) last.head.hold = state.held !== null
}

function isAt({ visible }: StoredEntry, { seq, hash }: { seq: number; hash: string }): boolean {
	return visible.seq === seq && entryHash(visible) === hash
}

type Step = { head: Ask<'append'>; bytes: Uint8Array }[]

/** A journal in requests as it was once written: each ring with the entries up to the next ring. */
function stepsOf(rings: readonly StoredRing[], entries: readonly StoredEntry[]): Step[] {
	const things = [
		...rings.map(({ version, hash, readers, order, envelope }) => ({
			order,
			head: { kind: 'ring' as const, version, hash, readers: [...readers] },
			bytes: envelope,
		})),
		...entries.map(({ visible, order, envelope }) => ({
			order,
			head: { kind: 'entry' as const, entry: visible },
			bytes: envelope,
		})),
	].sort((one, other) => one.order - other.order)
	const steps: Step[] = []
	for (const { head, bytes } of things) {
		const step = steps.at(-1)
		const size = step?.reduce((sum, frame) => sum + frame.bytes.length, 0) ?? 0
		if (step === undefined || head.kind === 'ring' || size + bytes.length > BATCH)
			steps.push([{ head, bytes }])
		else step.push({ head, bytes })
	}
	return steps
}

function batchesOf<Item extends { bytes: Uint8Array }>(items: readonly Item[]): Item[][] {
	const batches: Item[][] = []
	for (const item of items) {
		const batch = batches.at(-1)
		const size = batch?.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0
		if (batch === undefined || size + item.bytes.length > BATCH) batches.push([item])
		else batch.push(item)
	}
	return batches
}

/** Null for a thread this member reads no more: others know more of it. */
async function lostOf(
	{ thread, is }: Lacking,
	kept: KeptThread | undefined,
	at: At,
): Promise<LostEntries | null> {
	const known = placeOf(kept?.pin ?? null)
	if (is === 'unknown') return { thread, known, head: null }
	try {
		return { thread, known, head: newestOf(await fetchThread(thread, at)) }
	} catch (error) {
		if (error instanceof Refused && error.because === 'not-a-reader') return null
		throw error
	}
}

function seenHead(pin: Pin | null): Ask<'lacking'>['known'][number]['head'] {
	return pin !== null && isHash(pin.hash) ? { seq: pin.seq, hash: pin.hash } : null
}

function placeOf(pin: Pin | null): Place | null {
	return pin === null ? null : { seq: pin.seq, hash: pin.hash }
}
