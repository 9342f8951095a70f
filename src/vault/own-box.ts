import { concatBytes } from '@noble/hashes/utils.js'
import { SealBroken } from '#vault/envelope.ts'
import { isOwnBox, NONCE_SIZE, OWN_BOX_LINE } from '#vault/outside/own-box-format.ts'

const ALGORITHM = 'AES-GCM'

/** A key nobody can read out again, also not the page it was made in. */
export async function ownKey(secret: Uint8Array): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', Uint8Array.from(secret), ALGORITHM, false, ['encrypt', 'decrypt'])
}

/** Seals bytes under a nonce drawn at random; one key may seal 2³² times (NIST SP 800-38D, 8.3). */
export async function sealOwn(plain: Uint8Array<ArrayBuffer>, key: CryptoKey): Promise<Uint8Array> {
	const nonce = crypto.getRandomValues(new Uint8Array(NONCE_SIZE))
	const locked = await crypto.subtle.encrypt(settings(nonce), key, plain)
	return concatBytes(OWN_BOX_LINE, nonce, new Uint8Array(locked))
}

/** @throws SealBroken when it is no own box, was changed, or was sealed under another key: all three look alike */
export async function openOwn(box: Uint8Array, key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
	if (!isOwnBox(box)) throw new SealBroken('not an own box')
	const from = OWN_BOX_LINE.length
	const nonce = box.slice(from, from + NONCE_SIZE)
	try {
		const locked = box.slice(from + NONCE_SIZE)
		return new Uint8Array(await crypto.subtle.decrypt(settings(nonce), key, locked))
	} catch (error) {
		// The only failure of decryption itself: WebCrypto, AES-GCM, "Decrypt".
		if (error instanceof DOMException && error.name === 'OperationError')
			throw new SealBroken('the box is damaged or forged', { cause: error })
		throw error
	}
}

function settings(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
	return { name: ALGORITHM, iv, additionalData: OWN_BOX_LINE }
}
