import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { DerivationStopped } from '#browser/desk/derive-unlocking.ts'
import { fromBase64url, toBase64url } from '#browser/desk/bytes-as-text.ts'
import { passkeySalt, type Unlocking, unlockingFromPasskey } from '#vault/member-keys.ts'

// [Note: passkeys] The device stretches a salt that depends on the team alone with a secret of its own, which exists
// for this address only and never leaves it (WebAuthn Level 3, extension `prf`). The result opens the keys, as a
// passphrase does; nothing of WebAuthn's own proof is sent to anybody (decision 0011).

export type PasskeyFailure =
	/** The person stopped it, waited too long, or this device has no passkey for this address. */
	| 'none-used'
	/** The device keeps passkeys, but none that could lock keys. */
	| 'cannot-lock'
	/** This device has a passkey for these keys already. */
	| 'already-here'
	/** This browser, this device or this address has no passkeys at all. */
	| 'not-possible-here'

export class PasskeyFailed extends Error {
	override name = 'PasskeyFailed'
	readonly because: PasskeyFailure
	constructor(because: PasskeyFailure, options?: ErrorOptions) {
		super(because, options)
		this.because = because
	}
}

const FAILURES: Readonly<Record<string, PasskeyFailure>> = {
	NotAllowedError: 'none-used',
	InvalidStateError: 'already-here',
	ConstraintError: 'cannot-lock',
	NotSupportedError: 'not-possible-here',
	SecurityError: 'not-possible-here',
	NotReadableError: 'not-possible-here',
	OperationError: 'not-possible-here',
	UnknownError: 'not-possible-here',
}

// Nobody checks the signature; these are the kinds every device has one of: Ed25519, ECDSA P-256, RSA.
const ALGORITHMS = [-8, -7, -257].map((alg) => ({ type: 'public-key', alg }) as const)

/** Whether this browser says that it could: asked before a button is shown. */
export async function mayHavePasskeys(): Promise<boolean> {
	if (!('PublicKeyCredential' in window)) return false
	// Safari 17 and Firefox 135 and older cannot say.
	if (!('getClientCapabilities' in PublicKeyCredential)) return true
	const capabilities = await PublicKeyCredential.getClientCapabilities()
	return capabilities['extension:prf'] !== false
}

/** A passkey of this device, as the device names it. */
export type MadePasskey = {
	/** 16 random bytes in hex: what the server calls it, and what the device hands back with it. */
	passkey: string
	/** The device's own name of it, in base64url. Only the member ever sees it. */
	credential: string
}

/**
 * Lets the device make a passkey for this address.
 * @param label what the device's own list will call it
 * @param existing passkeys of these keys, so that one device does not get two
 * @throws PasskeyFailed, DerivationStopped
 */
export async function makePasskey(
	label: string,
	existing: readonly string[],
	signal: AbortSignal,
): Promise<MadePasskey> {
	const user = new Uint8Array(randomBytes(16))
	const made = await asked(
		navigator.credentials.create({
			signal,
			publicKey: {
				rp: { name: location.hostname },
				user: { id: user, name: label, displayName: label },
				challenge: new Uint8Array(randomBytes(32)),
				pubKeyCredParams: ALGORITHMS,
				excludeCredentials: existing.map(named),
				authenticatorSelection: {
					residentKey: 'required',
					requireResidentKey: true,
					userVerification: 'required',
				},
				attestation: 'none',
				extensions: { prf: {} },
			},
		}),
	)
	const credential = toBase64url(new Uint8Array(made.rawId))
	if (made.getClientExtensionResults().prf?.enabled !== true) {
		await forgetPasskey(credential)
		throw new PasskeyFailed('cannot-lock')
	}
	return { passkey: bytesToHex(user), credential }
}

/**
 * Asks the device to open with a passkey of this address: the named one, or the one the person chooses.
 * @throws PasskeyFailed, DerivationStopped
 */
export async function askPasskey(
	desk: string,
	signal: AbortSignal,
	credential: string | null = null,
): Promise<{ passkey: string; unlocking: Unlocking }> {
	const given = await asked(
		navigator.credentials.get({
			signal,
			publicKey: {
				challenge: new Uint8Array(randomBytes(32)),
				allowCredentials: credential === null ? [] : [named(credential)],
				// A device answers another value to a person it has not made sure of.
				userVerification: 'required',
				extensions: { prf: { eval: { first: passkeySalt(desk) } } },
			},
		}),
	)
	const output = given.getClientExtensionResults().prf?.results?.first
	const { response } = given
	if (output === undefined || !(response instanceof AuthenticatorAssertionResponse))
		throw new PasskeyFailed('cannot-lock')
	const { userHandle } = response
	const bytes = bytesOf(output)
	if (bytes.length !== 32 || userHandle?.byteLength !== 16) throw new PasskeyFailed('cannot-lock')
	const unlocking = unlockingFromPasskey(bytes)
	bytes.fill(0)
	return { passkey: bytesToHex(new Uint8Array(userHandle)), unlocking }
}

/** Tells the device that a passkey opens nothing any more, where browsers can. */
export async function forgetPasskey(credential: string): Promise<void> {
	if (!('PublicKeyCredential' in window) || !('signalUnknownCredential' in PublicKeyCredential)) return
	await PublicKeyCredential.signalUnknownCredential({ rpId: location.hostname, credentialId: credential })
}

async function asked(question: Promise<Credential | null>): Promise<PublicKeyCredential> {
	try {
		const answer = await question
		if (answer instanceof PublicKeyCredential) return answer
	} catch (error) {
		if (!(error instanceof DOMException)) throw error
		if (error.name === 'AbortError') throw new DerivationStopped('asked to stop')
		const because = FAILURES[error.name]
		if (because === undefined) throw error
		throw new PasskeyFailed(because, { cause: error })
	}
	throw new PasskeyFailed('none-used')
}

function named(credential: string): PublicKeyCredentialDescriptor {
	return { type: 'public-key', id: new Uint8Array(fromBase64url(credential)) }
}

function bytesOf(source: BufferSource): Uint8Array {
	if (source instanceof ArrayBuffer) return new Uint8Array(source)
	return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
}
