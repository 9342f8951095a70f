import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { expand, extract } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64nopad } from '@scure/base'
import type { Identity, Stanza } from 'age-encryption'
import { HybridKey } from '#vault/hybrid-key.ts'

// [Note: own place first] Each hybrid part of a header has to be tried, because nothing in it says whose it is. Pages
// seal to members in the roster's order, so a member whose client tries that place first tries one part and not three.

const LABEL = utf8ToBytes('age-encryption.org/mlkem768x25519')
const SHARE_SIZE = 1120
const WRAPPED_SIZE = 32

/** HPKE suite (RFC 9180, 5.1): KEM MLKEM768-X25519, HKDF-SHA256, ChaCha20-Poly1305. */
const SUITE = concatBytes(utf8ToBytes('HPKE'), Uint8Array.of(0x64, 0x7a, 0x00, 0x01, 0x00, 0x03))

/**
 * A hybrid identity that tries one place of a header before the others (C2SP age, "mlkem768x25519 recipient stanza").
 * @param seed 32-byte seed of the hybrid identity
 * @param place the likeliest, from 0; null when none is likelier
 */
export function identityFromPlace(seed: Uint8Array, place: number | null): Identity {
	const key = new HybridKey(seed)
	return {
		unwrapFileKey: async (stanzas) => {
			const likeliest = stanzas.filter((_, at) => at === place)
			for (const stanza of [...likeliest, ...stanzas.filter((_, at) => at !== place)]) {
				const fileKey = await unwrap(stanza, key)
				if (fileKey !== null) return fileKey
			}
			return null
		},
	}
}

async function unwrap(
	{ args: [kind, share = ''], body }: Stanza,
	hybrid: HybridKey,
): Promise<Uint8Array | null> {
	if (kind !== 'mlkem768x25519' || body.length !== WRAPPED_SIZE) return null
	const sent = base64nopad.decode(share)
	if (sent.length !== SHARE_SIZE) return null
	const { key, nonce } = context(await hybrid.decapsulate(sent))
	try {
		return chacha20poly1305(key, nonce).decrypt(body)
	} catch (error) {
		// The library's only sign that a tag does not fit: this part was somebody else's.
		if (error instanceof Error && error.message === 'invalid tag') return null
		throw error
	}
}

/** RFC 9180, 5.1: key schedule in base mode, with age's label as info. */
function context(shared: Uint8Array): { key: Uint8Array; nonce: Uint8Array } {
	const none = new Uint8Array()
	const schedule = concatBytes(
		Uint8Array.of(0),
		labeledExtract(none, 'psk_id_hash', none),
		labeledExtract(none, 'info_hash', LABEL),
	)
	const secret = labeledExtract(shared, 'secret', none)
	return {
		key: labeledExpand(secret, 'key', schedule, 32),
		nonce: labeledExpand(secret, 'base_nonce', schedule, 12),
	}
}

function labeledExtract(salt: Uint8Array, label: string, material: Uint8Array): Uint8Array {
	return extract(sha256, concatBytes(utf8ToBytes('HPKE-v1'), SUITE, utf8ToBytes(label), material), salt)
}

function labeledExpand(secret: Uint8Array, label: string, info: Uint8Array, size: number): Uint8Array {
	const labeled = concatBytes(Uint8Array.of(0, size), utf8ToBytes('HPKE-v1'), SUITE, utf8ToBytes(label), info)
	return expand(sha256, secret, labeled, size)
}
