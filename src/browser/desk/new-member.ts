import { randomBytes } from '@noble/hashes/utils.js'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { memberIdOf, hashedSecret } from '#contract/hashed-secret.ts'
import type { Label, Member, Role } from '#domain/roster/roster.ts'
import {
	memberRecipient,
	type MemberSecret,
	openKeyring,
	sealKeyring,
	type Unlocking,
	unlockingFromSheet,
} from '#vault/member-keys.ts'
import { toBase64url } from '#browser/desk/bytes-as-text.ts'
import type { Hash } from '#vault/outside/format.ts'
import { signingKeyOf, type SigningKey } from '#vault/outside/signature.ts'
import { newSecret } from '#vault/words.ts'

/** What a person who becomes a member chooses and is given. Lives in memory until the page is left. */
export type NewMember = {
	name: string
	login: string
	label: Label
	passphrase: string
	/** The secret of the recovery sheet. */
	sheet: Uint8Array
	secret: MemberSecret
}

/** The key-ring does not open with what was just written down. Nothing was sent. */
export class KeyringNotProven extends Error {
	override name = 'KeyringNotProven'
}

export function drawMemberSecret(): MemberSecret {
	return { age: randomBytes(32), sign: randomBytes(32) }
}

export function drawSheet(): Uint8Array {
	return newSecret('sheet', randomBytes(32))
}

export async function publicMember(
	secret: MemberSecret,
	label: Label,
	roles: readonly Role[],
): Promise<Member & { signingKey: SigningKey }> {
	const signingKey = signingKeyOf(secret.sign)
	return { id: memberIdOf(signingKey), signingKey, recipient: await memberRecipient(secret), label, roles }
}

/** What the server stores of a member, see `membership` in the contract. */
export type StoredKeyring = { passphraseAuth: Hash; sheetAuth: Hash; keyring: string }

/**
 * Locks a member's keys for passphrase and sheet, and opens them once each way before anybody relies on it.
 * @throws KeyringNotProven, DerivationStopped
 */
export async function lockKeyring(
	{ secret, sheet, passphrase, login }: Pick<NewMember, 'secret' | 'sheet' | 'passphrase' | 'login'>,
	desk: string,
	derive: Derive,
): Promise<StoredKeyring> {
	const byPassphrase = await derive(passphrase, { desk, login })
	const bySheet = unlockingFromSheet(sheet)
	const keyring = await sealKeyring(secret, [byPassphrase, bySheet])
	for (const way of [byPassphrase, bySheet]) {
		if (!(await opensFor(keyring, way, secret))) throw new KeyringNotProven('the key-ring does not open')
	}
	return {
		passphraseAuth: hashedSecret(byPassphrase.auth),
		sheetAuth: hashedSecret(bySheet.auth),
		keyring: toBase64url(keyring),
	}
}

/** Whether this way opens the key-ring to these keys. */
export async function opensFor(keyring: Uint8Array, way: Unlocking, secret: MemberSecret): Promise<boolean> {
	const opened = await openKeyring(keyring, way)
	return opened !== null && sameBytes(opened.age, secret.age) && sameBytes(opened.sign, secret.sign)
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, at) => byte === other[at])
}
