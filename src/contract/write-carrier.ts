import { writeFrames } from '#contract/frames.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { SigningKey } from '#vault/outside/signature.ts'

// [Note: carrier] A message locked far from any network travels as a file, by any hands. The file is the body of the
// request that tells the server of a first message, and names the team it is locked for: whoever has a command that
// sends bytes needs no program of ours. Nothing in it is secret; all that opens anything stays with the person.

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
