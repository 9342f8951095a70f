import { Refused } from '#browser/call-server.ts'
import { fetchFrames } from '#browser/desk/call-desk.ts'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import { type Drawer, storeDrawer } from '#browser/desk/inbox/drawer.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import {
	addChange,
	emptyStoredThread,
	gatherThreads,
	type StoredChange,
	type StoredThread,
} from '#browser/desk/inbox/stored-thread.ts'

/** Somebody wrote under a list of the team that is newer than the one this page has checked. */
export class RosterBehind extends Error {
	override name = 'RosterBehind'
}

/** Changes asked for at once: about 5 MB of unopened messages. */
const PAGE = 200

/** Before this place comes everything; without a place the server begins with the oldest. */
const END = '999999999999999'

/** How many of the changes the server told of have been read. */
export type BuildProgress = { read: number; of: number }

/** Opens whole threads and boils each down; runs beside the page (digest-pool.ts) or in it. */
export type Digester = (threads: readonly StoredThread[]) => Promise<Digest[]>

export type Session = { reader: Reader; token: string; digester: Digester }

export type SyncReport = {
	/** Called with digests as they become known. */
	onDigests: (digests: readonly Digest[]) => void
	/** Called with threads as the server has them now. */
	onThreads: (threads: readonly StoredThread[]) => void
	/** Called with threads that were destroyed. */
	onGone: (threads: readonly string[]) => void
	onProgress: (progress: BuildProgress) => void
	signal: AbortSignal
}

/**
 * Brings the drawer up to date: builds it newest first when it is empty, else reads what came since.
 * @returns false when another device of the same member was faster: load the drawer again and repeat
 */
export async function catchUp(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	return drawer.upTo === 0 ? buildDrawer(drawer, session, report) : readSince(drawer, session, report)
}

// [Note: whole threads] Read newest first, a thread is whole when its first message is there. It is opened then, while
// the next page is on its way, and let go. Threads whose digest is current (after one segment was emptied) are skipped.
async function buildDrawer(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	const pending = new Map<string, StoredThread>()
	const changed = new Set<string>()
	let newest = 0
	let frames = await page(session, { before: END }, report.signal)
	while (frames.length > 0) {
		const orders = frames.map(({ head }) => head.order)
		const before = Math.min(...orders)
		newest = Math.max(newest, ...orders)
		for (const frame of frames) {
			const stored = pending.get(frame.head.thread) ?? emptyStoredThread(frame.head.thread)
			addChange(stored, frame)
			pending.set(frame.head.thread, stored)
			changed.add(frame.head.thread)
		}
		const whole = [...pending.values()].filter(isWhole)
		for (const { thread } of whole) pending.delete(thread)
		;[frames] = await Promise.all([
			page(session, { before: String(before) }, report.signal),
			digestAll(drawer, whole, session, report),
		])
		report.onProgress({ read: newest - before + 1, of: newest })
	}
	return storeDrawer(drawer, [...changed], newest, session.reader, session.token)
}

async function readSince(drawer: Drawer, session: Session, report: SyncReport): Promise<boolean> {
	const changed = new Set<string>()
	let upTo = drawer.upTo
	let newest: number | null = null
	for (;;) {
		const frames = await page(session, { after: String(upTo) }, report.signal)
		if (frames.length === 0) break
		if (frames.length === PAGE) newest ??= await newestPlace(session, report.signal)
		upTo = Math.max(...frames.map(({ head }) => head.order))
		const whole: StoredThread[] = []
		for (const stored of gatherThreads(frames).values()) {
			changed.add(stored.thread)
			const now = isWhole(stored) ? stored : await fetchIfAllowed(stored.thread, session)
			if (now !== null) whole.push(now)
		}
		await digestAll(drawer, whole, session, report)
		if (newest !== null) report.onProgress({ read: upTo - drawer.upTo, of: newest - drawer.upTo })
	}
	return storeDrawer(drawer, [...changed], upTo, session.reader, session.token)
}

/** Asked for only when there is more than one page to read, to say how much. */
async function newestPlace(session: Session, signal: AbortSignal): Promise<number> {
	const [newest] = await page(session, { before: END }, signal, 1)
	return newest?.head.order ?? 0
}

/** Null when the thread was destroyed, or this member's access taken, since the list of changes was made. */
async function fetchIfAllowed(thread: string, session: Session): Promise<StoredThread | null> {
	try {
		return await fetchThread(thread, session)
	} catch (error) {
		if (error instanceof Refused && (error.because === 'not-found' || error.because === 'not-a-reader'))
			return null
		throw error
	}
}

function isWhole({ destroyed, messages }: StoredThread): boolean {
	return destroyed || messages.some(({ first }) => first)
}

async function digestAll(
	drawer: Drawer,
	threads: readonly StoredThread[],
	{ digester, reader }: Session,
	{ signal, onDigests, onGone, onThreads }: SyncReport,
): Promise<void> {
	signal.throwIfAborted()
	const gone = threads.filter(({ destroyed }) => destroyed).map(({ thread }) => thread)
	for (const thread of gone) drawer.digests.delete(thread)
	if (gone.length > 0) onGone(gone)
	for (const stored of threads) demandRoster(stored, reader)
	const stale = threads.filter(
		({ thread, destroyed, order }) => !destroyed && drawer.digests.get(thread)?.order !== order,
	)
	if (stale.length === 0) return
	for (const stored of stale) stored.pin = drawer.digests.get(stored.thread)?.pin ?? null
	const digests = await digester(stale)
	signal.throwIfAborted()
	for (const digest of digests) drawer.digests.set(digest.thread, digest)
	onDigests(digests)
	onThreads(stale)
}

/** Everything the server keeps of one thread. */
export async function fetchThread(
	thread: string,
	{ reader, token }: Pick<Session, 'reader' | 'token'>,
): Promise<StoredThread> {
	const frames = await fetchFrames('thread', null, { at: { desk: reader.roster.desk, thread }, token })
	const stored = gatherThreads(frames).get(thread) ?? emptyStoredThread(thread)
	demandRoster(stored, reader)
	return stored
}

/** @throws RosterBehind when an author cannot be judged by the roster known here */
function demandRoster({ entries }: StoredThread, { roster }: Reader): void {
	if (entries.some(({ visible }) => visible.roster > roster.seq))
		throw new RosterBehind('a newer roster is needed')
}

async function page(
	{ reader, token }: Session,
	query: Record<string, string>,
	signal: AbortSignal,
	limit = PAGE,
): Promise<StoredChange[]> {
	const at = { desk: reader.roster.desk }
	return fetchFrames('changes', null, { at, token, signal, query: { ...query, limit: String(limit) } })
}
