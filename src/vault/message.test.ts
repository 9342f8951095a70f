import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { seal, SealBroken } from '#vault/envelope.ts'
import { isWrittenBy, openMessage, sealMessage } from '#vault/message.ts'
import { MESSAGE_STEP, padRecord } from '#vault/padding.ts'
import type { MacKey } from '#vault/return-keys.ts'

const identity = x25519Identity(new Uint8Array(32).fill(1))
const stranger = x25519Identity(new Uint8Array(32).fill(2))
const recipient = await recipientOf(identity)
const key = new Uint8Array(32).fill(5) as MacKey
const otherKey = new Uint8Array(32).fill(6) as MacKey

const anyAuthor = fc.constantFrom('person' as const, 'team' as const)

test('a message comes back as it was written, letter by letter, and shows who wrote it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 500 }), anyAuthor, async (body, author) => {
			const message = await openMessage(await sealMessage(body, author, key, [recipient]), [identity])
			expect(message?.body).toBe(body)
			expect(message !== null && isWrittenBy(message, author, key)).toBe(true)
			expect(message !== null && isWrittenBy(message, author === 'team' ? 'person' : 'team', key)).toBe(false)
			expect(message !== null && isWrittenBy(message, author, otherKey)).toBe(false)
		}),
		{ numRuns: 40 },
	)
})

test('one word and two thousand words weigh the same', async () => {
	const [short, long] = await Promise.all(
		['no', 'word '.repeat(2000)].map(async (body) => sealMessage(body, 'person', key, [recipient])),
	)
	expect(short?.length).toBe(long?.length)
	expect(short?.length).toBeGreaterThan(MESSAGE_STEP)
})

test('a changed letter or a changed mac is not the author’s', async () => {
	const message = await openMessage(await sealMessage('They watch us.', 'person', key, [recipient]), [
		identity,
	])
	expect(message).not.toBeNull()
	if (message === null) return
	expect(isWrittenBy({ ...message, body: 'They watched us.' }, 'person', key)).toBe(false)
	for (const at of [0, 31, 63]) {
		const digit = message.mac[at] === '0' ? '1' : '0'
		const mac = message.mac.slice(0, at) + digit + message.mac.slice(at + 1)
		expect(isWrittenBy({ ...message, mac }, 'person', key)).toBe(false)
	}
})

test('who can check a message could have written it: that is what makes it deniable', async () => {
	const fromPerson = await openMessage(await sealMessage('I was there.', 'person', key, [recipient]), [
		identity,
	])
	const byAColleague = await openMessage(await sealMessage('I was there.', 'person', key, [recipient]), [
		identity,
	])
	expect(byAColleague).toEqual(fromPerson)
})

test('a stranger gets null, and an envelope that holds something else is broken', async () => {
	expect(await openMessage(await sealMessage('x', 'team', key, [recipient]), [stranger])).toBeNull()
	const mac = '0'.repeat(64)
	for (const inside of [
		'',
		'x',
		'[]',
		'null',
		'{}',
		'{"body":1,"mac":""}',
		`{"body":"x","mac":"${mac}0"}`,
		`{"body":"x","mac":"${mac.replace('0', 'Z')}"}`,
	])
		await expect(openMessage(await seal(padRecord(inside, 16), [recipient]), [identity])).rejects.toThrow(
			SealBroken,
		)
	const latin1 = new Uint8Array([
		...new TextEncoder().encode(`{"body":"`),
		0xe9,
		...new TextEncoder().encode(`","mac":"${mac}"}`),
	])
	await expect(openMessage(await seal(latin1, [recipient]), [identity])).rejects.toThrow(SealBroken)
})

test('nesting deeper than any stack is broken, not fatal', async () => {
	const deep = '['.repeat(300_000)
	await expect(openMessage(await seal(padRecord(deep, 16), [recipient]), [identity])).rejects.toThrow(
		SealBroken,
	)
	const closed = deep + ']'.repeat(300_000)
	await expect(openMessage(await seal(padRecord(closed, 16), [recipient]), [identity])).rejects.toThrow(
		SealBroken,
	)
})
