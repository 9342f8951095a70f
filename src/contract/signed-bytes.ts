import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hash } from '#vault/outside/format.ts'

// What is signed on the way to and from a mailbox. Every text names the team and the mailbox, so that a signature
// taken from one place means nothing in another; the purpose is part of the signature itself (signature.ts).

/** Bytes signed for `write` (purpose `message`), `keepCopy` (`copy`) and `deposit` (`deposit`). */
export function sealedBytesToSign(desk: string, mailbox: string, hash: Hash): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, mailbox, hash]))
}

export type PartPlace = { file: string; part: number; parts: number }

/** Bytes signed for `sendPart` (purpose `file-part`). */
export function partBytesToSign(desk: string, mailbox: string, place: PartPlace, hash: Hash): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, mailbox, place.file, place.part, place.parts, hash]))
}

/** Bytes signed for `collect`, `acknowledge`, `partsStored` and `forgetCopies` (purpose `return`). */
export function challengeToSign(desk: string, mailbox: string, challenge: string): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, mailbox, challenge]))
}

/** Bytes an interpreter signs over the exact text of a translation (purpose `translation`). */
export function translationToSign(desk: string, parcel: string, body: string): Uint8Array {
	return utf8ToBytes(JSON.stringify([desk, parcel, body]))
}
