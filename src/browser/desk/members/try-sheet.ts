import { callServer } from '#browser/desk/call-desk.ts'
import { fromBase64url } from '#browser/desk/bytes-as-text.ts'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { lockKeyring, opensFor } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import type { Day } from '#domain/days.ts'
import { unlockingFromSheet } from '#vault/member-keys.ts'

/** Whether the roster still waits for this member to open their keys once by their sheet. */
export function owesSheet({ roster, me }: OpenDesk): boolean {
	return !roster.sheetsTried.includes(me.id)
}

/**
 * Opens the key-ring by the words of the sheet and says so in the roster.
 * @returns null when these words do not open it
 */
export async function trySheet(open: OpenDesk, sheet: Uint8Array, today: Day): Promise<OpenDesk | null> {
	if (!(await opensFor(open.keyring, unlockingFromSheet(sheet), open.secret))) return null
	return owesSheet(open) ? writeRoster(open, { kind: 'sheet-tried', id: open.me.id }, today) : open
}

/**
 * Locks the same keys for a new passphrase and a new sheet; the old ones open nothing on the server any more.
 * @throws KeyringNotProven, DerivationStopped, Refused, LineCut
 */
export async function renewKeyring(
	open: OpenDesk,
	ways: { passphrase: string; sheet: Uint8Array },
	derive: Derive,
): Promise<OpenDesk> {
	const { desk, login, secret, token } = open
	const stored = await lockKeyring({ ...ways, login, secret }, desk, derive)
	await callServer('putKeyring', stored, { at: { desk }, token })
	return { ...open, keyring: fromBase64url(stored.keyring) }
}
