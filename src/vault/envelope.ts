import { concatBytes } from '@noble/hashes/utils.js'
import { Decrypter, Encrypter, type Identity, type ReadableStreamWithSize } from 'age-encryption'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import { openPayload } from '#vault/payload.ts'
import { LARGEST_HEADER, MOST_RECIPIENTS, takeApart } from '#vault/outside/format.ts'

/** age recipient: `age1pq1…` (hybrid post-quantum) or `age1…` (X25519). */
export type AgeRecipient = string & { readonly ageRecipient: unique symbol }

/** age identity: `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`. */
export type AgeIdentity = string & { readonly ageIdentity: unique symbol }

/** What opens an envelope: an identity, or one that knows where to look first (placed-identity.ts). */
export type OpeningKey = AgeIdentity | Identity

export class SealBroken extends Error {
	override name = 'SealBroken'
}

export class MixedRecipients extends Error {
	override name = 'MixedRecipients'
}

export class TooManyRecipients extends Error {
	override name = 'TooManyRecipients'
}

// [Note: hybrid at the doors] A public key that is published is hybrid post-quantum; a public key that is never
// published is X25519. One envelope holds one kind: a mixed one would be only as strong as its weaker stanza.

export function isHybrid(recipient: AgeRecipient): boolean {
	return recipient.startsWith('age1pq1')
}

/**
 * Seals bytes to recipients of one kind as an age v1 file (C2SP age).
 * @throws MixedRecipients when hybrid and X25519 recipients are mixed, or nobody is named.
 * @throws TooManyRecipients above {@link MOST_RECIPIENTS}: every reader would refuse such a header.
 */
export async function seal(plain: Uint8Array, recipients: readonly AgeRecipient[]): Promise<Uint8Array> {
	const encrypter = encrypterFor(recipients)
	return encrypter.encrypt(plain)
}

/** As {@link seal}, for a stream: the plain bytes are never held whole. `size(n)` of the result: of n plain bytes. */
export async function sealStream(
	plain: ReadableStream<Uint8Array>,
	recipients: readonly AgeRecipient[],
): Promise<ReadableStreamWithSize> {
	return encrypterFor(recipients).encrypt(plain)
}

function encrypterFor(recipients: readonly AgeRecipient[]): Encrypter {
	if (recipients.length === 0) throw new MixedRecipients('an envelope needs a recipient')
	if (recipients.length > MOST_RECIPIENTS) throw new TooManyRecipients('no reader accepts such a header')
	if (new Set(recipients.map(isHybrid)).size > 1)
		throw new MixedRecipients('hybrid and X25519 in one envelope')
	const encrypter = new Encrypter()
	for (const recipient of recipients) encrypter.addRecipient(recipient)
	return encrypter
}

/**
 * Opens an envelope.
 * @returns the bytes, or null when the envelope is whole but not addressed to any of these identities.
 * @throws SealBroken when it is addressed to one of them and damaged or forged, or is no envelope at all.
 */
export async function open(
	envelope: Uint8Array,
	identities: readonly OpeningKey[],
): Promise<Uint8Array<ArrayBuffer> | null> {
	const attempt = attemptWith(identities)
	try {
		const { header, payload } = takeApart(envelope)
		return openPayload(await attempt.decrypter.decryptHeader(header), payload)
	} catch (error) {
		return nullOrBroken(attempt, error)
	}
}

/** The envelope could not be read to its end; `cause` says why. Nothing is known about the envelope itself. */
export class SourceFailed extends Error {
	override name = 'SourceFailed'
}

/**
 * As {@link open}, for a stream. Reading the result fails with SealBroken when the payload is damaged or cut short;
 * what was read until then is not yet known to be the whole.
 * @throws SourceFailed when the given stream fails; reading the result may fail so, too.
 */
export async function openStream(
	envelope: ReadableStream<Uint8Array>,
	identities: readonly AgeIdentity[],
): Promise<ReadableStream<Uint8Array> | null> {
	const attempt = attemptWith(identities)
	try {
		const sealed = streamOf(withSmallHeader(fromSource(envelope)))
		return streamOf(payloadOf(await attempt.decrypter.decrypt(sealed)))
	} catch (error) {
		return nullOrBroken(attempt, error)
	}
}

async function* fromSource(envelope: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* chunksOf(envelope)
	} catch (cause) {
		throw new SourceFailed('the envelope could not be read to its end', { cause })
	}
}

/** Holds the first bytes back until the header is known to end: age-encryption would collect one without end. */
async function* withSmallHeader(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	let start: Uint8Array | null = new Uint8Array()
	for await (const chunk of chunks) {
		if (start === null) {
			yield chunk
			continue
		}
		start = concatBytes(start, chunk)
		if (start.length < 2 * LARGEST_HEADER) continue
		takeApart(start)
		yield start
		start = null
	}
	if (start === null) return
	takeApart(start)
	yield start
}

async function* payloadOf(plain: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* chunksOf(plain)
	} catch (cause) {
		if (cause instanceof SourceFailed) throw cause
		throw new SealBroken('the envelope is damaged or cut short', { cause })
	}
}

type Attempt = { decrypter: Decrypter; nobodyFits: () => boolean }

/**
 * age-encryption reports "not for this key" and "damaged" with the same kind of error, and the two must never be
 * confused here. The last identity asked fits nothing and remembers that it was asked: then no key before it fitted.
 */
function attemptWith(identities: readonly OpeningKey[]): Attempt {
	let asked = false
	const last: Identity = {
		unwrapFileKey: () => {
			asked = true
			return null
		},
	}
	const decrypter = new Decrypter()
	for (const identity of identities) decrypter.addIdentity(identity)
	decrypter.addIdentity(last)
	return { decrypter, nobodyFits: () => asked }
}

function nullOrBroken(attempt: Attempt, error: unknown): null {
	if (error instanceof SourceFailed) throw error
	if (attempt.nobodyFits()) return null
	throw new SealBroken('the envelope is damaged or forged', { cause: error })
}
