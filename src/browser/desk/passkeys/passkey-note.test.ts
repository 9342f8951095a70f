import { expect, test } from 'vitest'
import { openPasskeyNote, sealPasskeyNote } from '#browser/desk/passkeys/passkey-note.ts'
import { isDay } from '#domain/days.ts'
import { memberRecipient } from '#vault/member-keys.ts'
import { seal, SealBroken } from '#vault/envelope.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'
import { AMINA, RUTH } from '../../../../tests/seed/arcadia-team.ts'

const day = '2026-11-22'
if (!isDay(day)) throw new TypeError('the example is not well formed')
const place = { desk: 'ab'.repeat(32), passkey: 'cd'.repeat(16) }
const note = { ...place, login: 'amina', label: 'the old laptop', day, credential: 'Y3JlZGVudGlhbA' }

test('Amina reads which passkeys she has; Ruth, who has other keys, reads nothing of them', async () => {
	const sealed = await sealPasskeyNote(note, AMINA)
	expect(await openPasskeyNote(sealed, place, AMINA)).toEqual(note)
	await expect(openPasskeyNote(sealed, place, RUTH)).rejects.toThrow(SealBroken)
})

test('what the server keeps shows neither name nor device, and is as long for every passkey', async () => {
	const sealed = await sealPasskeyNote(note, AMINA)
	const longer = await sealPasskeyNote({ ...note, label: 'x'.repeat(64), credential: 'Y'.repeat(300) }, AMINA)
	for (const word of [note.login, note.label, note.credential, note.day])
		expect(Buffer.from(sealed).includes(word)).toBe(false)
	expect(longer.length).toBe(sealed.length)
})

test('a server that shows the note of another passkey or another team is found out', async () => {
	const sealed = await sealPasskeyNote(note, AMINA)
	for (const other of [
		{ ...place, passkey: 'ce'.repeat(16) },
		{ ...place, desk: 'ac'.repeat(32) },
	])
		await expect(openPasskeyNote(sealed, other, AMINA)).rejects.toThrow('belongs elsewhere')
})

test('a server that writes a note itself, to the key everybody knows, is not believed', async () => {
	const text = JSON.stringify({ v: 1, kind: 'passkey', ...note, login: 'mallory' })
	const forged = await seal(padRecord(text, ENTRY_STEP), [await memberRecipient(AMINA)])
	await expect(openPasskeyNote(forged, place, AMINA)).rejects.toThrow(SealBroken)
})
