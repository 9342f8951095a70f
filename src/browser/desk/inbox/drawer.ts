import { type AnswerFrame, Refused } from '#browser/call-server.ts'
import { eachFrame, sendFrames } from '#browser/desk/call-desk.ts'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import { drawerKeys, openSegment, sealSegment, type Segment } from '#browser/desk/inbox/drawer-segment.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { DRAWER_BUCKETS, drawerBucketOf } from '#contract/drawer-bucket.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'

// [Note: drawer] A member's digests, sealed to that member alone, kept on the server in segments by thread. It is a
// cache: losing it costs a rebuild, never a message. Each segment is bound to its place inside.

export type Drawer = {
	digests: Map<string, Digest>
	/** Generation last seen of each segment. */
	generations: Map<number, number>
	upTo: number
}

/** Opens segments, in the order given; beside the page (digest-pool.ts) or in it. */
export type SegmentOpener = (sealed: readonly Uint8Array[]) => Promise<(Segment | null)[]>

/** Segments as the server has them, sealed. */
export type DrawerFrames = ReadableStream<AnswerFrame<'drawer'>>

/** Asks for the whole drawer now, to be read when the page is ready for it. */
export function askForDrawer(desk: string, token: string, signal?: AbortSignal): DrawerFrames {
	const options = signal === undefined ? { token } : { token, signal }
	return streamOf(eachFrame('drawer', null, { at: { desk }, ...options }), DRAWER_BUCKETS)
}

/** Segments opened together. */
const TOGETHER = 8

/** Bytes of sealed segments sent at once, well below what the server takes. */
const BATCH = 4 * 1024 * 1024

export function emptyDrawer(): Drawer {
	return { digests: new Map(), generations: new Map(), upTo: 0 }
}

/**
 * Loads the drawer, opening segments while others are still on their way. When one is missing (it held a destroyed
 * thread), does not open or belongs elsewhere, the other digests are shown but nothing is relied on: `upTo` is 0, and
 * everything is read anew.
 */
export async function loadDrawer(
	reader: Reader,
	token: string,
	openAll: SegmentOpener = openHere(reader),
	frames: DrawerFrames = askForDrawer(reader.roster.desk, token),
): Promise<Drawer> {
	const opening: Promise<OpenedSegment[]>[] = []
	const openTogether = (frames: readonly AnswerFrame<'drawer'>[]) => {
		if (frames.length === 0) return
		const segments = openFrames(frames, openAll)
		opening.push(segments)
		// A failure is thrown below; until then it must not count as one that nobody looks at.
		void Promise.allSettled([segments])
	}
	let arrived: AnswerFrame<'drawer'>[] = []
	for await (const frame of chunksOf(frames)) {
		arrived.push(frame)
		if (arrived.length < TOGETHER) continue
		openTogether(arrived)
		arrived = []
	}
	openTogether(arrived)
	return drawerOf((await Promise.all(opening)).flat(), reader.roster.desk)
}

type OpenedSegment = { head: AnswerFrame<'drawer'>['head']; read: Segment | null }

async function openFrames(
	frames: readonly AnswerFrame<'drawer'>[],
	openAll: SegmentOpener,
): Promise<OpenedSegment[]> {
	const segments = await openAll(frames.map(({ bytes }) => bytes))
	return frames.map(({ head }, at) => ({ head, read: segments[at] ?? null }))
}

function drawerOf(segments: readonly OpenedSegment[], desk: string): Drawer {
	const drawer = emptyDrawer()
	let whole = true
	for (const { head, read } of segments) {
		drawer.generations.set(head.bucket, head.generation)
		if (read?.bucket !== head.bucket || read.desk !== desk) {
			whole = false
			continue
		}
		for (const one of read.digests) drawer.digests.set(one.thread, one)
		drawer.upTo = Math.max(drawer.upTo, read.upTo)
	}
	return whole ? drawer : { ...drawer, upTo: 0 }
}

function openHere({ secret }: Reader): SegmentOpener {
	const opening = drawerKeys(secret)
	return async (sealed) => {
		const keys = await opening
		return Promise.all(sealed.map((bytes) => openSegment(bytes, keys)))
	}
}

/**
 * Writes the segments of these threads. Only the last one written says how far the digests go, so that a write cut
 * off in between is caught up with at the next unlock instead of leaving a hole.
 * @returns false when the same member wrote meanwhile from another device: load the drawer again
 */
export async function storeDrawer(
	drawer: Drawer,
	changed: readonly string[],
	upTo: number,
	reader: Reader,
	token: string,
): Promise<boolean> {
	const buckets = [...new Set(changed.map((thread) => drawerBucketOf(thread)))]
	const byBucket = digestsByBucket(drawer)
	const keys = await drawerKeys(reader.secret)
	const { desk } = reader.roster
	let batch: SealedSegment[] = []
	for (const [at, bucket] of buckets.entries()) {
		const isLast = at === buckets.length - 1
		const place = { v: 2, kind: 'drawer', desk, bucket, upTo: isLast ? upTo : drawer.upTo } as const
		const bytes = await sealSegment({ ...place, digests: byBucket.get(bucket) ?? [] }, keys)
		batch.push({ head: { bucket, generation: (drawer.generations.get(bucket) ?? 0) + 1 }, bytes })
		const size = batch.reduce((sum, { bytes }) => sum + bytes.length, 0)
		if (!isLast && size < BATCH) continue
		if (!(await sendSegments(batch, drawer, reader, token))) return false
		batch = []
	}
	if (buckets.length > 0) drawer.upTo = upTo
	return true
}

function digestsByBucket({ digests }: Drawer): Map<number, Digest[]> {
	const byBucket = new Map<number, Digest[]>()
	for (const digest of digests.values()) {
		const bucket = drawerBucketOf(digest.thread)
		const known = byBucket.get(bucket)
		if (known === undefined) byBucket.set(bucket, [digest])
		else known.push(digest)
	}
	return byBucket
}

type SealedSegment = { head: { bucket: number; generation: number }; bytes: Uint8Array }

async function sendSegments(
	segments: readonly SealedSegment[],
	drawer: Drawer,
	reader: Reader,
	token: string,
): Promise<boolean> {
	try {
		await sendFrames('putDrawer', segments, { at: { desk: reader.roster.desk }, token })
	} catch (error) {
		if (error instanceof Refused && error.because === 'not-the-next-entry') return false
		throw error
	}
	for (const { head } of segments) drawer.generations.set(head.bucket, head.generation)
	return true
}
