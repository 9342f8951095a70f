import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Hash, hashOf } from '#vault/outside/format.ts'
import { isSignedBy, type Signature, type SigningKey } from '#vault/outside/signature.ts'

/** What comes before the first entry of any chain. */
export const NOTHING_BEFORE = '0'.repeat(64) as Hash

/** The part of a thread's journal entry that everybody who stores it can see. Nothing else of it is visible. */
export type VisibleEntry = {
	/** The thread: its mailbox, 16 bytes in hex. */
	scope: string
	/** 0, 1, 2 … */
	seq: number
	/** Hash of the entry before, or {@link NOTHING_BEFORE}. */
	prev: Hash
	/** SHA-256 of the whole sealed entry, header and payload. */
	envelope: Hash
	/** Sequence of the roster entry the author acted under. */
	roster: number
	author: SigningKey
	signature: Signature
}

export type ChainFault = 'wrong-scope' | 'wrong-sequence' | 'wrong-previous' | 'bad-signature'

/** The bytes an author signs. */
export function signedBytes(entry: Omit<VisibleEntry, 'signature'>): Uint8Array {
	const { scope, seq, prev, envelope, roster, author } = entry
	return utf8ToBytes(JSON.stringify([scope, seq, prev, envelope, roster, author]))
}

/** The hash the next entry names. It covers the signature, so that one history has one head. */
export function entryHash(entry: VisibleEntry): Hash {
	return hashOf(concatBytes(signedBytes(entry), utf8ToBytes(entry.signature)))
}

/** Why `entry` may not follow `previous` (null: is first) in the journal of `scope`, or null when it may. */
export function faultInChain(
	scope: string,
	previous: VisibleEntry | null,
	entry: VisibleEntry,
): ChainFault | null {
	if (entry.scope !== scope) return 'wrong-scope'
	if (entry.seq !== (previous === null ? 0 : previous.seq + 1)) return 'wrong-sequence'
	if (entry.prev !== (previous === null ? NOTHING_BEFORE : entryHash(previous))) return 'wrong-previous'
	return isSignedBy(entry.author, 'journal-entry', signedBytes(entry), entry.signature)
		? null
		: 'bad-signature'
}
