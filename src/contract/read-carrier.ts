import * as v from 'valibot'
import { FramesBroken, readFrames } from '#contract/frames.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import type { Carried } from '#contract/write-carrier.ts'

/** Largest file that a server takes: a message, a copy of it, and their heads. */
export const LARGEST_CARRIER = PUBLIC_ENDPOINTS.tell.largest

/** See [Note: carrier]. @returns null when these bytes are no such file, or it names no team. */
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
