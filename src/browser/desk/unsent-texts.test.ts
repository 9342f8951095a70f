import { expect, test } from 'vitest'
import { UnsentTexts } from '#browser/desk/unsent-texts.ts'
import { memberIdentity, memberRecipient } from '#vault/member-keys.ts'
import { AMINA, RUTH } from '../../../tests/seed/arcadia-team.ts'

test('what Amina typed is gone from the page while it is locked and back when she unlocks', async () => {
	const texts = new UnsentTexts()
	texts.keep('answer to the mine', 'We have read your message.')
	await texts.lock(await memberRecipient(AMINA))
	expect(texts.read('answer to the mine')).toBe('')
	await texts.unlock(memberIdentity(AMINA))
	expect(texts.read('answer to the mine')).toBe('We have read your message.')
})

test('Ruth, who unlocks the same tab, neither reads nor loses what Amina typed', async () => {
	const texts = new UnsentTexts()
	texts.keep('answer', 'from Amina')
	await texts.lock(await memberRecipient(AMINA))
	await texts.unlock(memberIdentity(RUTH))
	expect(texts.read('answer')).toBe('')
	texts.keep('another answer', 'from Ruth')
	await texts.lock(await memberRecipient(RUTH))
	await texts.unlock(memberIdentity(AMINA))
	expect([texts.read('answer'), texts.read('another answer')]).toEqual(['from Amina', ''])
})

test('what Amina typed waits for her when Ruth writes at the same place, or leaves it empty', async () => {
	const texts = new UnsentTexts()
	texts.keep('answer', 'from Amina')
	texts.keep('note', 'for Amina')
	await texts.lock(await memberRecipient(AMINA))
	await texts.unlock(memberIdentity(RUTH))
	texts.keep('answer', 'from Ruth')
	texts.keep('note', '')
	await texts.lock(await memberRecipient(RUTH))
	await texts.unlock(memberIdentity(AMINA))
	expect([texts.read('answer'), texts.read('note')]).toEqual(['from Amina', 'for Amina'])
	await texts.lock(await memberRecipient(AMINA))
	await texts.unlock(memberIdentity(RUTH))
	expect(texts.read('answer')).toBe('from Ruth')
})

test('from the moment of locking nothing lies open, before the sealing is done', async () => {
	const texts = new UnsentTexts()
	texts.keep('answer', 'secret')
	const recipient = await memberRecipient(AMINA)
	const sealing = texts.lock(recipient)
	expect(texts.read('answer')).toBe('')
	await sealing
})

test('a text that was sent or emptied is not kept', async () => {
	const texts = new UnsentTexts()
	texts.keep('answer', 'draft')
	texts.keep('answer', '')
	await texts.lock(await memberRecipient(AMINA))
	await texts.unlock(memberIdentity(AMINA))
	expect(texts.read('answer')).toBe('')
})
