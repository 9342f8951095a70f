import * as v from 'valibot'
import { fetchFrames, sendFrames } from '#browser/call-server.ts'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { drawerBucketOf } from '#contract/drawer-bucket.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { REASONS } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { open, seal, SealBroken } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

// [Note: drawer] A member's digests, sealed to that member alone, kept on the server in segments by thread. It is a
// cache: losing it costs a rebuild, never a message. Each segment is bound to its place and generation inside.

const digest = v.strictObject({
	thread: v.string(),
	day: v.string(),
	order: v.number(),
	standing: v.picklist(['new', 'open', 'closed', 'unreadable']),
	language: v.nullable(v.picklist(LANGUAGES)),
	reason: v.nullable(v.picklist(REASONS)),
	stage: v.picklist(STAGES),
	promised: v.nullable(v.string()),
	waiting: v.number(),
	attention: v.boolean(),
	gist: v.string(),
	text: v.string(),
})

const segment = v.strictObject({
	v: v.literal(1),
	kind: v.literal('drawer'),
	desk: v.string(),
	bucket: v.number(),
	generation: v.number(),
	/** Every change up to this one is in the digests. */
	upTo: v.number(),
	digests: v.array(digest),
})

export type Drawer = {
	digests: Map<string, Digest>
	/** Generation last seen of each segment. */
	generations: Map<number, number>
	upTo: number
}

export function emptyDrawer(): Drawer {
	return { digests: new Map(), generations: new Map(), upTo: 0 }
}

/** Loads the drawer. A segment that does not open or belongs elsewhere is left out, and its threads are read anew. */
export async function loadDrawer(reader: Reader, token: string): Promise<Drawer> {
	const frames = await fetchFrames('drawer', null, { at: { desk: reader.roster.desk }, token })
	const drawer = emptyDrawer()
	const upTo: number[] = []
	for (const { head, bytes } of frames) {
		drawer.generations.set(head.bucket, head.generation)
		const read = await openSegment(bytes, reader)
		if (read === null || read.bucket !== head.bucket || read.desk !== reader.roster.desk)
			return emptyDrawerAt(drawer)
		for (const one of read.digests) drawer.digests.set(one.thread, one)
		upTo.push(read.upTo)
	}
	return { ...drawer, upTo: upTo.length === 0 ? 0 : Math.max(...upTo) }
}

/** Nothing known, but the generations kept so that the next write goes through. */
function emptyDrawerAt({ generations }: Drawer): Drawer {
	return { ...emptyDrawer(), generations }
}

/**
 * Writes the segments of these threads. Only the last one written says how far the digests go, so that a write cut
 * off in between is caught up with at the next unlock instead of leaving a hole.
 */
export async function storeDrawer(
	drawer: Drawer,
	changed: readonly string[],
	upTo: number,
	reader: Reader,
	token: string,
): Promise<void> {
	const buckets = [...new Set(changed.map((thread) => drawerBucketOf(thread)))]
	for (const [at, bucket] of buckets.entries()) {
		const reached = at === buckets.length - 1 ? upTo : drawer.upTo
		await storeSegment(drawer, bucket, reached, reader, token)
	}
	if (buckets.length > 0) drawer.upTo = upTo
}

async function storeSegment(
	drawer: Drawer,
	bucket: number,
	upTo: number,
	reader: Reader,
	token: string,
): Promise<void> {
	const { desk } = reader.roster
	const generation = (drawer.generations.get(bucket) ?? 0) + 1
	const digests = [...drawer.digests.values()].filter(({ thread }) => drawerBucketOf(thread) === bucket)
	const content = { v: 1, kind: 'drawer', desk, bucket, generation, upTo, digests }
	const recipient = await recipientOf(reader.identity)
	const bytes = await seal(padRecord(JSON.stringify(content), ENTRY_STEP), [recipient])
	await sendFrames('putDrawer', [{ head: { bucket, generation }, bytes }], { at: { desk }, token })
	drawer.generations.set(bucket, generation)
}

async function openSegment(bytes: Uint8Array, reader: Reader): Promise<v.InferOutput<typeof segment> | null> {
	try {
		const plain = await open(bytes, [reader.identity])
		const read = plain === null ? null : v.safeParse(segment, parseJson(plain))
		return read?.success === true ? read.output : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
