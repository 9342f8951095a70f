import * as v from 'valibot'
import { fetchFrames, Refused, sendFrames } from '#browser/call-server.ts'
import { type Digest, LOOK_REASONS, STANDINGS } from '#browser/desk/inbox/digest.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { drawerBucketOf } from '#contract/drawer-bucket.ts'
import { day } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { REASONS } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { open, seal, SealBroken } from '#vault/envelope.ts'
import { drawerIdentity } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

// [Note: drawer] A member's digests, sealed to that member alone, kept on the server in segments by thread. It is a
// cache: losing it costs a rebuild, never a message. Each segment is bound to its place inside.

const digest = v.strictObject({
	thread: v.string(),
	day,
	order: v.number(),
	standing: v.picklist(STANDINGS),
	language: v.nullable(v.picklist(LANGUAGES)),
	reason: v.nullable(v.picklist(REASONS)),
	stage: v.picklist(STAGES),
	promised: v.nullable(day),
	waiting: v.number(),
	answered: v.boolean(),
	ours: v.boolean(),
	notLeft: v.boolean(),
	look: v.nullable(v.picklist(LOOK_REASONS)),
	// Drawers of the first release noted no roster: what they saw was before every gap.
	pin: v.nullable(v.strictObject({ seq: v.number(), hash: v.string(), roster: v.optional(v.number(), 0) })),
	gist: v.string(),
	text: v.string(),
})

const segment = v.strictObject({
	v: v.literal(1),
	kind: v.literal('drawer'),
	desk: v.string(),
	bucket: v.number(),
	/** Every change up to this one is in the digests of all segments written before. */
	upTo: v.number(),
	digests: v.array(digest),
})

type Segment = v.InferOutput<typeof segment>

export type Drawer = {
	digests: Map<string, Digest>
	/** Generation last seen of each segment. */
	generations: Map<number, number>
	upTo: number
}

/** Bytes of sealed segments sent at once, well below what the server takes. */
const BATCH = 4 * 1024 * 1024

export function emptyDrawer(): Drawer {
	return { digests: new Map(), generations: new Map(), upTo: 0 }
}

/**
 * Loads the drawer. When a segment is missing (it held a destroyed thread), does not open or belongs elsewhere, the
 * other digests are shown but nothing is relied on: `upTo` is 0, and everything is read anew.
 */
export async function loadDrawer(reader: Reader, token: string): Promise<Drawer> {
	const frames = await fetchFrames('drawer', null, { at: { desk: reader.roster.desk }, token })
	const drawer = emptyDrawer()
	let whole = true
	const segments = await Promise.all(frames.map(({ bytes }) => openSegment(bytes, reader)))
	for (const [at, { head }] of frames.entries()) {
		drawer.generations.set(head.bucket, head.generation)
		const read = segments[at]
		if (read?.bucket !== head.bucket || read.desk !== reader.roster.desk) {
			whole = false
			continue
		}
		for (const one of read.digests) drawer.digests.set(one.thread, one)
		drawer.upTo = Math.max(drawer.upTo, read.upTo)
	}
	return whole ? drawer : { ...drawer, upTo: 0 }
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
	let batch: SealedSegment[] = []
	for (const [at, bucket] of buckets.entries()) {
		const isLast = at === buckets.length - 1
		batch.push(await sealSegment(drawer, bucket, isLast ? upTo : drawer.upTo, reader))
		const size = batch.reduce((sum, { bytes }) => sum + bytes.length, 0)
		if (!isLast && size < BATCH) continue
		if (!(await sendSegments(batch, drawer, reader, token))) return false
		batch = []
	}
	if (buckets.length > 0) drawer.upTo = upTo
	return true
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

async function sealSegment(
	drawer: Drawer,
	bucket: number,
	upTo: number,
	reader: Reader,
): Promise<SealedSegment> {
	const generation = (drawer.generations.get(bucket) ?? 0) + 1
	const digests = [...drawer.digests.values()].filter(({ thread }) => drawerBucketOf(thread) === bucket)
	const content: Segment = { v: 1, kind: 'drawer', desk: reader.roster.desk, bucket, upTo, digests }
	const recipient = await recipientOf(drawerIdentity(reader.secret))
	const bytes = await seal(padRecord(JSON.stringify(content), ENTRY_STEP), [recipient])
	return { head: { bucket, generation }, bytes }
}

async function openSegment(bytes: Uint8Array, reader: Reader): Promise<Segment | null> {
	try {
		const plain = await open(bytes, [drawerIdentity(reader.secret)])
		const read = plain === null ? null : v.safeParse(segment, parseJson(plain))
		return read?.success === true ? read.output : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
