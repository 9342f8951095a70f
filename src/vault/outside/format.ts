import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: what the outside may know] Files in this folder read, check and hash sealed things without being able to
// open any. They are all the server may import from the vault; tests/architecture holds that.

/** SHA-256 in lower-case hex, 64 characters. */
export type Hash = string & { readonly hash: unique symbol }

/** Most recipients of one envelope: 24 members and the team's recovery key. */
export const MOST_RECIPIENTS = 25

/** Largest header accepted: so many hybrid recipients of 1.6 KB fit, a header made to exhaust a parser does not. */
export const LARGEST_HEADER = 48 * 1024

/** Longest sealed text record in bytes: a story of about 250,000 letters with its recipients. */
export const LARGEST_RECORD = 1024 * 1024

/**
 * Size in bytes of every part of a sealed file but the last. A cut line loses the part that was on its way, so parts
 * are small: five cuts cost at most a tenth of 20 MB.
 */
export const PART_SIZE = 256 * 1024

/** Largest sealed file in bytes. */
export const LARGEST_FILE = 512 * 1024 * 1024

export class NotAnEnvelope extends Error {
	override name = 'NotAnEnvelope'
}

export type StanzaKind = 'hybrid' | 'x25519' | 'other'

/** An age v1 file taken apart without opening it. Both parts are views into the given bytes. */
export type EnvelopeParts = {
	/** The age header, from the version line through the line with its MAC. */
	header: Uint8Array
	/** 16 bytes of nonce, then chunks of ChaCha20-Poly1305 (C2SP age, "Payload"). */
	payload: Uint8Array
	recipients: StanzaKind[]
}

export function hashOf(bytes: Uint8Array): Hash {
	return bytesToHex(sha256(bytes)) as Hash
}

export function isHash(value: string): value is Hash {
	return /^[0-9a-f]{64}$/.test(value)
}

const VERSION_LINE = utf8ToBytes('age-encryption.org/v1\n')
const NEWLINE = 10
const PAYLOAD_MINIMUM = 16 + 16

/**
 * Splits an age v1 file into header and payload.
 * @throws NotAnEnvelope when the bytes are not an age v1 file with a binary body of plausible size.
 */
export function takeApart(envelope: Uint8Array): EnvelopeParts {
	if (!startsWith(envelope, VERSION_LINE)) throw new NotAnEnvelope('not an age v1 file')
	const recipients: StanzaKind[] = []
	let at = VERSION_LINE.length
	for (;;) {
		const end = envelope.subarray(0, LARGEST_HEADER).indexOf(NEWLINE, at)
		if (end === -1) throw new NotAnEnvelope('the header does not end')
		const line = String.fromCharCode(...envelope.subarray(at, Math.min(end, at + 24)))
		at = end + 1
		if (line.startsWith('-> ')) recipients.push(kindOf(line))
		else if (line.startsWith('--- ')) break
	}
	if (recipients.length === 0) throw new NotAnEnvelope('addressed to nobody')
	if (envelope.length - at < PAYLOAD_MINIMUM) throw new NotAnEnvelope('the payload is cut short')
	return { header: envelope.subarray(0, at), payload: envelope.subarray(at), recipients }
}

/** Whether an envelope is addressed to recipients of more than one kind, which no client of ours makes. */
export function isMixed(recipients: readonly StanzaKind[]): boolean {
	return new Set(recipients).size > 1
}

function kindOf(line: string): StanzaKind {
	if (line.startsWith('-> mlkem768x25519 ')) return 'hybrid'
	return line.startsWith('-> X25519 ') ? 'x25519' : 'other'
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
	return start.every((byte, index) => bytes[index] === byte)
}
