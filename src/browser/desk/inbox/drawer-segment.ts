import * as v from 'valibot'
import { LOOK_REASONS, STANDINGS } from '#browser/desk/inbox/digest.ts'
import { foldForSearch } from '#domain/search/fold.ts'
import { day } from '#contract/shapes.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { REASONS } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { type AgeIdentity, open, SealBroken } from '#vault/envelope.ts'
import { drawerIdentity, drawerKey, type MemberSecret } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import { openOwn, sealOwn } from '#vault/own-box.ts'
import { isOwnBox } from '#vault/outside/own-box-format.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

const common = {
	thread: v.string(),
	day,
	order: v.number(),
	standing: v.picklist(STANDINGS),
	language: v.nullable(v.picklist(INTERFACE_LANGUAGES)),
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
}

const digest = v.strictObject({ ...common, folded: v.string() })

const place = {
	kind: v.literal('drawer'),
	desk: v.string(),
	bucket: v.number(),
	/** Every change up to this one is in the digests of all segments written before. */
	upTo: v.number(),
}

const segment = v.strictObject({ v: v.literal(2), ...place, digests: v.array(digest) })

/** Version 1 kept texts as they were written; what its digests pin must outlive the change. */
const unfolded = v.strictObject({ ...common, text: v.string() })
const firstSegment = v.strictObject({ v: v.literal(1), ...place, digests: v.array(unfolded) })

/** A part of a member's digests, and how far they all go. */
export type Segment = v.InferOutput<typeof segment>

/** What opens a drawer. */
export type DrawerKeys = {
	key: CryptoKey
	/** Opens what was written before there were own boxes: its pins must outlive the change. */
	before: AgeIdentity
}

export async function drawerKeys(secret: MemberSecret): Promise<DrawerKeys> {
	return { key: await drawerKey(secret), before: drawerIdentity(secret) }
}

/** Seals a segment to the member alone. */
export async function sealSegment(content: Segment, { key }: DrawerKeys): Promise<Uint8Array> {
	return sealOwn(padRecord(JSON.stringify(content), ENTRY_STEP), key)
}

/** Null for a segment that is damaged, or is none. */
export async function openSegment(bytes: Uint8Array, { key, before }: DrawerKeys): Promise<Segment | null> {
	try {
		const plain = isOwnBox(bytes) ? await openOwn(bytes, key) : await open(bytes, [before])
		const read = plain === null ? null : v.safeParse(v.union([segment, firstSegment]), parseJson(plain))
		return read?.success === true ? inNewestVersion(read.output) : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}

function inNewestVersion(read: Segment | v.InferOutput<typeof firstSegment>): Segment {
	if (read.v === 2) return read
	const digests = read.digests.map(({ text, ...kept }) => ({ ...kept, folded: foldForSearch(text) }))
	return { ...read, v: 2, digests }
}
