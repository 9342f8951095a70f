import { expect, test } from 'vitest'
import { fromBase64url } from '#browser/desk/bytes-as-text.ts'
import { drawMemberSecret, drawSheet, lockKeyring } from '#browser/desk/new-member.ts'
import { unlockingFromTyped } from '#browser/desk/passphrase.ts'
import { openKeyring, unlockingFromSheet } from '#vault/member-keys.ts'

test('keys open by the passphrase as typed, by the sheet, and by nothing else', async () => {
	const desk = 'ab'.repeat(32)
	const [secret, sheet] = [drawMemberSecret(), drawSheet()]
	const keys = { secret, sheet, passphrase: 'make fan afford spend situate follow', login: 'amina' }
	const stored = await lockKeyring(keys, desk, unlockingFromTyped)
	const keyring = fromBase64url(stored.keyring)
	const typed = await unlockingFromTyped('MAKE fan  afford spend situate, follow', { desk, login: 'amina' })
	expect(await openKeyring(keyring, typed)).toEqual(secret)
	expect(await openKeyring(keyring, unlockingFromSheet(sheet))).toEqual(secret)
	expect(await openKeyring(keyring, unlockingFromSheet(drawSheet()))).toBeNull()
})
