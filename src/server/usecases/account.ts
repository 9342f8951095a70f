import type { NewAccount } from '#server/storage/commands/found-desk.ts'
import { bytesFromBase64url } from '#server/usecases/base64url.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { Hash } from '#vault/outside/format.ts'

export type Membership = { login: string; passphraseAuth: Hash; sheetAuth: Hash; keyring: string }

/** The account of a member, with a key-ring that is at least an envelope. @throws Refused */
export function accountOf(
	member: string,
	{ login, passphraseAuth, sheetAuth, keyring }: Membership,
): NewAccount {
	return { member, login, passphraseAuth, sheetAuth, keyring: sealedText(keyring) }
}

/** @throws Refused unless the text is base64url of an envelope. */
export function sealedText(text: string): Uint8Array {
	const bytes = bytesFromBase64url(text)
	checkedEnvelope(bytes)
	return bytes
}
