import { type AnswerFrame, fetchFrames } from '#browser/call-server.ts'
import { type Digest, digestOf } from '#browser/desk/inbox/digest.ts'
import { type Drawer, storeDrawer } from '#browser/desk/inbox/drawer.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import {
	addChange,
	emptyStoredThread,
	gatherThreads,
	type StoredThread,
} from '#browser/desk/inbox/stored-thread.ts'

/** Changes asked for at once: about 5 MB of unopened messages. */
const PAGE = 200

export type BuildProgress = { read: number; of: number }

export type SyncReport = {
	/** Called with digests as they become known, newest first. */
	onDigests: (digests: readonly Digest[]) => void
	onProgress: (progress: BuildProgress) => void
	signal: AbortSignal
}

type Session = { reader: Reader; token: string }

/**
 * Brings the drawer up to date: builds it newest first when it is empty, else reads what came since.
 * @returns whether anything changed
 */
export async function catchUp(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	return drawer.upTo === 0 ? buildDrawer(drawer, session, report) : readSince(drawer, session, report)
}

async function buildDrawer(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	const pending = new Map<string, StoredThread>()
	const orders = new Map<string, number>()
	let newest = 0
	let before = Number.MAX_SAFE_INTEGER
	for (;;) {
		report.signal.throwIfAborted()
		const frames = await page(
			session,
			before === Number.MAX_SAFE_INTEGER ? {} : { before: String(before) },
			report.signal,
		)
		if (frames.length === 0) break
		for (const frame of frames) {
			const { thread, order } = frame.head
			newest = Math.max(newest, order)
			before = Math.min(before, order)
			orders.set(thread, Math.max(orders.get(thread) ?? 0, order))
			const stored = pending.get(thread) ?? emptyStoredThread(thread)
			addChange(stored, frame)
			pending.set(thread, stored)
		}
		await digestWhole(drawer, pending, orders, session, report)
		report.onProgress({ read: newest - before + 1, of: newest })
	}
	await digestAll(drawer, [...pending.values()], orders, session, report)
	await storeDrawer(drawer, [...orders.keys()], newest, session.reader, session.token)
	return orders.size > 0
}

/** Read newest first, a thread is whole when its first message is there; then it is digested and let go. */
async function digestWhole(
	drawer: Drawer,
	pending: Map<string, StoredThread>,
	orders: ReadonlyMap<string, number>,
	session: Session,
	report: SyncReport,
): Promise<void> {
	const whole = [...pending.values()].filter(({ messages }) => messages.some(({ first }) => first))
	for (const { thread } of whole) pending.delete(thread)
	await digestAll(drawer, whole, orders, session, report)
}

async function readSince(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	const changed = new Set<string>()
	let upTo = drawer.upTo
	for (;;) {
		report.signal.throwIfAborted()
		const frames = await page(session, { after: String(upTo) }, report.signal)
		if (frames.length === 0) break
		upTo = Math.max(...frames.map(({ head }) => head.order))
		const threads = gatherThreads(frames)
		const orders = new Map(frames.map(({ head }) => [head.thread, head.order]))
		const whole: StoredThread[] = []
		for (const stored of threads.values()) {
			changed.add(stored.thread)
			const complete = stored.destroyed || stored.messages.some(({ first }) => first)
			whole.push(complete ? stored : await fetchThread(stored.thread, session))
		}
		await digestAll(drawer, whole, orders, session, report)
	}
	await storeDrawer(drawer, [...changed], upTo, session.reader, session.token)
	return changed.size > 0
}

async function digestAll(
	drawer: Drawer,
	threads: readonly StoredThread[],
	orders: ReadonlyMap<string, number>,
	{ reader }: Session,
	report: SyncReport,
): Promise<void> {
	const digests: Digest[] = []
	for (const stored of threads) {
		report.signal.throwIfAborted()
		if (stored.destroyed) {
			drawer.digests.delete(stored.thread)
			continue
		}
		const digest = digestOf(await readThread(stored, reader), orders.get(stored.thread) ?? 0)
		drawer.digests.set(stored.thread, digest)
		digests.push(digest)
	}
	if (digests.length > 0) report.onDigests(digests)
}

/** Everything the server keeps of one thread. */
export async function fetchThread(thread: string, { reader, token }: Session): Promise<StoredThread> {
	const frames = await fetchFrames('thread', null, { at: { desk: reader.roster.desk, thread }, token })
	return gatherThreads(frames).get(thread) ?? emptyStoredThread(thread)
}

async function page(
	{ reader, token }: Session,
	query: Record<string, string>,
	signal: AbortSignal,
): Promise<AnswerFrame<'changes'>[]> {
	const at = { desk: reader.roster.desk }
	return fetchFrames('changes', null, { at, token, signal, query: { ...query, limit: String(PAGE) } })
}
