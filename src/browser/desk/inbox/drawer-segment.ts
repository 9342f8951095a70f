import * as v from 'valibot'
import { LOOK_REASONS, STANDINGS } from '#browser/desk/inbox/digest.ts'
import { day } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { REASONS } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { type AgeIdentity, type AgeRecipient, open, seal, SealBroken } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

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
	pin: v.nullable(v.strictObject({ seq: v.number(), hash: v.string() })),
	gist: v.string(),
	folded: v.string(),
})

const segment = v.strictObject({
	/** 2: texts are folded. Segments of another version are read as none, and the list is built anew. */
	v: v.literal(2),
	kind: v.literal('drawer'),
	desk: v.string(),
	bucket: v.number(),
	/** Every change up to this one is in the digests of all segments written before. */
	upTo: v.number(),
	digests: v.array(digest),
})

/** A part of a member's digests, and how far they all go. */
export type Segment = v.InferOutput<typeof segment>

/** Seals a segment to the member alone. */
export async function sealSegment(content: Segment, recipient: AgeRecipient): Promise<Uint8Array> {
	return seal(padRecord(JSON.stringify(content), ENTRY_STEP), [recipient])
}

/** Null for a segment that is damaged, or is none. */
export async function openSegment(bytes: Uint8Array, identity: AgeIdentity): Promise<Segment | null> {
	try {
		const plain = await open(bytes, [identity])
		const read = plain === null ? null : v.safeParse(segment, parseJson(plain))
		return read?.success === true ? read.output : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}
