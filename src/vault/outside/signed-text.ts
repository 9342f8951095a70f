import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import {
	isSignedBy,
	type Purpose,
	sign,
	type Signature,
	type SigningKey,
	signingKeyOf,
} from '#vault/outside/signature.ts'

/** A JSON text together with signatures over exactly its bytes. Roster entries and statements travel like this. */
export type SignedText = {
	text: string
	signatures: { key: SigningKey; signature: Signature }[]
}

export function signText(text: string, purpose: Purpose, seeds: readonly Uint8Array[]): SignedText {
	const bytes = utf8ToBytes(text)
	return {
		text,
		signatures: seeds.map((seed) => ({ key: signingKeyOf(seed), signature: sign(seed, purpose, bytes) })),
	}
}

/** Adds the signature of one more person to a text, for what two people must agree on. */
export function countersign(signed: SignedText, purpose: Purpose, seed: Uint8Array): SignedText {
	const [added] = signText(signed.text, purpose, [seed]).signatures
	return added === undefined ? signed : { ...signed, signatures: [...signed.signatures, added] }
}

/** The distinct keys whose signature holds. A wrong signature counts as none. */
export function signersOf(signed: SignedText, purpose: Purpose): SigningKey[] {
	const bytes = utf8ToBytes(signed.text)
	const valid = signed.signatures.filter(({ key, signature }) => isSignedBy(key, purpose, bytes, signature))
	return [...new Set(valid.map(({ key }) => key))]
}

export function textHash(signed: SignedText): Hash {
	return hashOf(utf8ToBytes(signed.text))
}
