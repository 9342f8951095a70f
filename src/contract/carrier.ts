import * as v from 'valibot'
import { FramesBroken, readFrames, writeFrames } from '#contract/frames.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

// [Note: carrier] A message locked far from any network travels as a file, by any hands. The file is the body of the
// request that tells the server of a first message, and names the team it is locked for: whoever has a command that
// sends bytes needs no program of ours. Nothing in it is secret; all that opens anything stays with the person.

/** Largest file that a server takes: a message, a copy of it, and their heads. */
export const LARGEST_CARRIER = PUBLIC_ENDPOINTS.tell.largest

export type Carried = {
	desk: Hash
	mailbox: string
	proofKey: SigningKey
	depositKey: SigningKey
	envelope: Uint8Array
	/** What the person wants to see again, locked for them alone. */
	copy: Uint8Array | null
}

/** The bytes of the file. */
export function writeCarrier({ envelope, copy, ...head }: Carried): Uint8Array<ArrayBuffer> {
	const own = copy ?? new Uint8Array()
	const bytes = new Uint8Array(envelope.length + own.length)
	bytes.set(envelope)
	bytes.set(own, envelope.length)
	return writeFrames([{ head: { ...head, flood: null, copy: own.length }, bytes }])
}

/** @returns null when these bytes are no such file, or it names no team. */
export function readCarrier(file: Uint8Array): Carried | null {
	const [frame, ...more] = framesIn(file)
	if (frame === undefined || more.length > 0) return null
	const head = v.safeParse(PUBLIC_ENDPOINTS.tell.ask, frame.head)
	if (!head.success) return null
	const { desk, mailbox, proofKey, depositKey, copy } = head.output
	const end = frame.bytes.length - copy
	if (desk === undefined || end <= 0) return null
	return {
		desk,
		mailbox,
		proofKey,
		depositKey,
		envelope: frame.bytes.subarray(0, end),
		copy: copy === 0 ? null : frame.bytes.subarray(end),
	}
}

function framesIn(file: Uint8Array) {
	try {
		return readFrames(file)
	} catch (error) {
		if (error instanceof FramesBroken) return []
		throw error
	}
}
