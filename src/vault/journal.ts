import { type AgeIdentity, type AgeRecipient, open, seal } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { entryHash, NOTHING_BEFORE, signedBytes, type VisibleEntry } from '#vault/outside/chain.ts'
import { hashOf } from '#vault/outside/format.ts'
import { sign, signingKeyOf } from '#vault/outside/signature.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

export type SealedEntry = { visible: VisibleEntry; envelope: Uint8Array }

export type Writer = {
	/** Ed25519 seed of the member who writes. */
	signSeed: Uint8Array
	/** Sequence of the newest roster entry the member has verified. */
	roster: number
}

/**
 * Seals the next entry of a journal. Scope, sequence and author are repeated inside, so that an entry moved
 * elsewhere or stripped of its signature is found out when it is opened.
 */
export async function sealEntry(
	scope: string,
	previous: VisibleEntry | null,
	content: object,
	writer: Writer,
	recipients: readonly AgeRecipient[],
): Promise<SealedEntry> {
	const seq = previous === null ? 0 : previous.seq + 1
	const author = signingKeyOf(writer.signSeed)
	const inside = JSON.stringify({ v: 1, scope, seq, author, content })
	const envelope = await seal(padRecord(inside, ENTRY_STEP), recipients)
	const unsigned = {
		scope,
		seq,
		prev: previous === null ? NOTHING_BEFORE : entryHash(previous),
		envelope: hashOf(envelope),
		roster: writer.roster,
		author,
	}
	const signature = sign(writer.signSeed, 'journal-entry', signedBytes(unsigned))
	return { visible: { ...unsigned, signature }, envelope }
}

export type OpenedEntry =
	| { ok: true; content: unknown }
	| { ok: false; because: 'not-for-me' | 'other-bytes' | 'other-place' | 'unknown-version' }

/**
 * Opens an entry and checks that it is the one its visible part speaks of. The chain itself is checked by
 * `faultInChain`.
 * @throws SealBroken when the envelope is addressed to us but damaged.
 */
export async function openEntry(
	{ visible, envelope }: SealedEntry,
	identities: readonly AgeIdentity[],
): Promise<OpenedEntry> {
	if (hashOf(envelope) !== visible.envelope) return { ok: false, because: 'other-bytes' }
	const plain = await open(envelope, identities)
	if (plain === null) return { ok: false, because: 'not-for-me' }
	const inside = parseJson(plain)
	if (typeof inside !== 'object' || inside === null || !('v' in inside) || inside.v !== 1)
		return { ok: false, because: 'unknown-version' }
	const placed =
		'scope' in inside &&
		inside.scope === visible.scope &&
		'seq' in inside &&
		inside.seq === visible.seq &&
		'author' in inside &&
		inside.author === visible.author
	if (!placed || !('content' in inside)) return { ok: false, because: 'other-place' }
	return { ok: true, content: inside.content }
}
