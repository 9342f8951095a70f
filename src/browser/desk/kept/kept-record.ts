import { expand } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { addChange, emptyStoredThread, type StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { type Frame, FramesBroken, readFrames, writeFrames } from '#contract/frames.ts'
import { type Change, change } from '#contract/member-endpoints.ts'
import { count, hash, id } from '#contract/shapes.ts'
import type { Pin } from '#domain/roster/entry-to-expect.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { type AgeIdentity, open, seal, SealBroken } from '#vault/envelope.ts'
import { drawerIdentity, type MemberSecret } from '#vault/member-keys.ts'

// [Note: kept on the device] A copy of what this member read of a thread, as the server sent it: messages, entries and
// rings in their envelopes. Each record is sealed once more to the member alone, because the envelopes are addressed to
// a team and the visible part of entries names who wrote when. It opens with the key of the drawer.

/** A thread as this device last saw it whole. */
export type KeptThread = {
	pin: Pin | null
	/** Sequence of the newest roster entry known when it was kept. */
	roster: number
	/** Without its contents where there was no room for them: then only the pin is known. */
	stored: StoredThread
	/** Sealed bytes the contents take. */
	size: number
}

const head = v.strictObject({
	v: v.literal(1),
	kind: v.literal('kept-thread'),
	desk: hash,
	thread: id,
	order: count,
	roster: count,
	pin: v.nullable(v.strictObject({ seq: count, hash, roster: count })),
})

/** What locks and names a member's records at a desk. Made while the desk is unlocked; locking it wipes the secret. */
export type KeptKeys = {
	desk: string
	identity: AgeIdentity
	/** What the names of all records begin with. */
	prefix: string
	/** A name that says nothing without the member's key. */
	nameOf: (what: string) => string
}

export function keptKeys(secret: MemberSecret, desk: string): KeptKeys {
	const master = sha256(secret.age)
	const derived = (of: string) =>
		bytesToHex(expand(sha256, master, utf8ToBytes(`safeconduct/1/kept\0${of}`), 16))
	const prefix = `${derived(desk)}/`
	return {
		desk,
		identity: drawerIdentity(secret),
		prefix,
		nameOf: (what) => `${prefix}${derived(`${desk}/${what}`)}`,
	}
}

export async function sealKept(
	{ pin, roster, stored }: Omit<KeptThread, 'size'>,
	{ desk, identity }: KeptKeys,
): Promise<Uint8Array> {
	const { thread, order } = stored
	const first = { v: 1, kind: 'kept-thread', desk, thread, order, roster, pin }
	const frames = [{ head: first, bytes: new Uint8Array() }, ...changesOf(stored)]
	return seal(writeFrames(frames), [await recipientOf(identity)])
}

/** @returns null when the record is not this member's, of another desk, or damaged: it is then as if it were not there. */
export async function openKept(record: Uint8Array, { desk, identity }: KeptKeys): Promise<KeptThread | null> {
	try {
		const plain = await open(record, [identity])
		return plain === null ? null : readKept(readFrames(plain), desk, record.length)
	} catch (error) {
		if (error instanceof SealBroken || error instanceof FramesBroken) return null
		throw error
	}
}

function readKept([first, ...rest]: readonly Frame[], desk: string, size: number): KeptThread | null {
	const about = v.safeParse(head, first?.head)
	if (!about.success || about.output.desk !== desk) return null
	const { thread, order, roster, pin } = about.output
	const stored = emptyStoredThread(thread)
	for (const { head: of, bytes } of rest) {
		const read = v.safeParse(change, of)
		if (!read.success || read.output.thread !== thread) return null
		addChange(stored, { head: read.output, bytes })
	}
	return { pin, roster, stored: { ...stored, order }, size }
}

/** A stored thread as the server told of it, in its order. */
function changesOf({
	thread,
	messages,
	entries,
	rings,
}: StoredThread): { head: Change; bytes: Uint8Array }[] {
	const frames = [
		...messages.map(({ hash, order, day, first, retired: superseded, keys, receipt, envelope }) => ({
			head: { kind: 'message' as const, order, thread, hash, day, first, superseded, keys, receipt },
			bytes: envelope ?? new Uint8Array(),
		})),
		...rings.map(({ version, hash, order, readers, envelope }) => ({
			head: { kind: 'ring' as const, order, thread, version, hash, readers: [...readers] },
			bytes: envelope,
		})),
		...entries.map(({ visible, order, envelope }) => ({
			head: { kind: 'entry' as const, order, thread, entry: visible },
			bytes: envelope,
		})),
	]
	return frames.sort((one, other) => one.head.order - other.head.order)
}
