import { callServer } from '#browser/desk/call-desk.ts'
import { fromBase64url, toBase64url } from '#browser/desk/bytes-as-text.ts'
import { KeyringNotProven, opensFor } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { MadePasskey } from '#browser/desk/passkeys/ask-device.ts'
import { openPasskeyNote, type PasskeyNote, sealPasskeyNote } from '#browser/desk/passkeys/passkey-note.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import type { Day } from '#domain/days.ts'
import { SealBroken } from '#vault/envelope.ts'
import { sealKeyring, type Unlocking } from '#vault/member-keys.ts'

/** As much of an unlocked desk as its passkeys need. */
type Owner = Pick<OpenDesk, 'desk' | 'login' | 'secret' | 'token'>

/** A passkey on the server; its note is null when it is not the member's own, or damaged. */
export type OwnPasskey = { passkey: string; note: PasskeyNote | null }

/** The member's passkeys, oldest first; those nobody can tell anything about come last. */
export async function fetchPasskeys({ desk, secret, token }: Owner): Promise<OwnPasskey[]> {
	const { passkeys } = await callServer('passkeys', null, { at: { desk }, token })
	const own = await Promise.all(
		passkeys.map(async ({ passkey, note }) => ({
			passkey,
			note: await noteOrNull(fromBase64url(note), { desk, passkey }, secret),
		})),
	)
	const dayOf = ({ note }: OwnPasskey) => note?.day ?? '9999'
	return own.toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1))
}

/** A forged entry must not keep its owner from seeing and removing it. */
async function noteOrNull(...note: Parameters<typeof openPasskeyNote>): Promise<PasskeyNote | null> {
	try {
		return await openPasskeyNote(...note)
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}

/**
 * Locks the member's keys for a passkey as well. Passphrase and sheet stay what they are.
 * @param unlocking what the passkey gave when it was asked as it will be asked at every unlocking
 * @throws KeyringNotProven, Refused, LineCut
 */
export async function addPasskey(
	{ desk, login, secret, token }: Owner,
	{ passkey, credential }: MadePasskey,
	unlocking: Unlocking,
	{ label, day }: { label: string; day: Day },
): Promise<void> {
	const keyring = await sealKeyring(secret, [unlocking])
	if (!(await opensFor(keyring, unlocking, secret))) throw new KeyringNotProven('the key-ring does not open')
	const note = await sealPasskeyNote({ desk, passkey, login, label, day, credential }, secret)
	await callServer(
		'putPasskey',
		{ auth: hashedSecret(unlocking.auth), keyring: toBase64url(keyring), note: toBase64url(note) },
		{ at: { desk, passkey }, token },
	)
}

/** The server throws the lock away; what the device keeps opens nothing on it any more. */
export async function removePasskey({ desk, token }: Owner, passkey: string): Promise<void> {
	await callServer('removePasskey', null, { at: { desk, passkey }, token })
}
