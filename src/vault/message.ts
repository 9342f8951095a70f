import type { Identity } from 'age-encryption'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { type AgeIdentity, type AgeRecipient, open, seal, SealBroken } from '#vault/envelope.ts'
import { MESSAGE_STEP, padRecord } from '#vault/padding.ts'
import type { MacKey } from '#vault/return-keys.ts'

// [Note: deniable messages] What a person and a team write to each other carries an HMAC under a key both hold. Each
// can be sure the other wrote it; nobody can prove to a third who did. The body travels as exact text inside the
// record, because a MAC over a re-serialised object would depend on the serialiser.

export type Author = 'person' | 'team'

export type Message = {
	/** JSON text, exactly as its author wrote it. */
	body: string
	/** HMAC-SHA256 in hex. */
	mac: string
}

/** Seals a message of a person or of a team, padded to a multiple of 16 KiB. */
export async function sealMessage(
	body: string,
	author: Author,
	macKey: MacKey,
	recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
	const message: Message = { body, mac: bytesToHex(macOf(body, author, macKey)) }
	return seal(padRecord(JSON.stringify(message), MESSAGE_STEP), recipients)
}

/**
 * Opens a message without judging who wrote it; see {@link isWrittenBy}.
 * @returns null when it is not addressed to these identities.
 * @throws SealBroken when it is damaged or holds no message.
 */
export async function openMessage(
	envelope: Uint8Array,
	identities: readonly (AgeIdentity | Identity)[],
): Promise<Message | null> {
	const plain = await open(envelope, identities)
	return plain === null ? null : messageIn(plain)
}

/**
 * The message that stands in an opened envelope.
 * @throws SealBroken when it holds none.
 */
export function messageIn(plain: Uint8Array): Message {
	const value = parseJson(plain)
	if (!isMessage(value)) throw new SealBroken('the envelope holds no message')
	return value
}

/** Whether a holder of `macKey` wrote this message as `author`. */
export function isWrittenBy(message: Message, author: Author, macKey: MacKey): boolean {
	const expected = macOf(message.body, author, macKey)
	const given = hexToBytes(message.mac)
	return expected.reduce((difference, byte, at) => difference | (byte ^ (given[at] ?? 256)), 0) === 0
}

/** HMAC-SHA256 over a body, bound to who wrote it. */
export function macOf(body: string, author: Author, macKey: MacKey): Uint8Array {
	return hmac(
		sha256,
		macKey,
		concatBytes(utf8ToBytes(`safeconduct/1/message-of-${author}\0`), utf8ToBytes(body)),
	)
}

/** @throws SealBroken when the bytes are not one JSON text in UTF-8. */
export function parseJson(plain: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain))
	} catch (error) {
		// SyntaxError: not JSON; TypeError: not UTF-8; RangeError: nested deeper than the stack of some browsers.
		if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
			throw new SealBroken('the envelope holds no readable record', { cause: error })
		throw error
	}
}

function isMessage(value: unknown): value is Message {
	return (
		typeof value === 'object' &&
		value !== null &&
		'body' in value &&
		typeof value.body === 'string' &&
		'mac' in value &&
		typeof value.mac === 'string' &&
		/^[0-9a-f]{64}$/.test(value.mac)
	)
}
