import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrangeAnswers, type OpenedDeposit } from '#browser/reporter/thread-answers.ts'
import type { TeamRecord } from '#domain/threads/records.ts'
import { hashOf } from '#vault/outside/format.ts'

const hashFor = (text: string) => hashOf(new TextEncoder().encode(text))

function answer(n: number, readUpTo = -1, text = `answer ${n}`): OpenedDeposit {
	const record: TeamRecord = {
		v: 1,
		kind: 'answer',
		desk: '5'.repeat(64),
		mailbox: '7'.repeat(32),
		n,
		text,
		stage: 'reading',
		nextStep: 'We ask a doctor.',
		promised: null,
		recipient: 'age1kessa',
		readUpTo,
		roster: { seq: 3, head: '8'.repeat(64) },
	}
	const body = JSON.stringify(record)
	return { ok: true, hash: hashFor(body), record, body }
}

const fault = (because: 'damaged' | 'forged' | 'unreadable'): OpenedDeposit => ({
	ok: false,
	hash: hashFor(because),
	because,
})

const shown = (deposits: readonly OpenedDeposit[], readHere = -1) =>
	arrangeAnswers(deposits, readHere).items.map((item) => {
		if (item.kind === 'answer') return item.record.n
		return item.kind === 'missing' ? `${item.from}-${item.to}` : item.kind
	})

test('whatever part of the answers a server lets through, the person sees which ones are not there', () => {
	fc.assert(
		fc.property(
			fc
				.uniqueArray(fc.nat(12), { minLength: 1 })
				.chain((let_through) => fc.shuffledSubarray(let_through, { minLength: let_through.length })),
			fc.integer({ min: -1, max: 12 }),
			(numbers, readUpTo) => {
				const { items } = arrangeAnswers(
					numbers.map((n) => answer(n, readUpTo)),
					-1,
				)
				const told = items.flatMap((item) => {
					if (item.kind === 'answer') return [item.record.n]
					if (item.kind === 'replayed') return []
					if (item.kind !== 'missing') throw new Error('no fault was planted')
					return Array.from({ length: item.to - item.from + 1 }, (_, at) => item.from + at)
				})
				const highest = Math.max(readUpTo, ...numbers)
				const expected = Array.from({ length: highest - readUpTo }, (_, at) => readUpTo + 1 + at)
				expect(told).toEqual(expected)
			},
		),
	)
})

test('an answer held back between two others is suspected; one before the first may have been read', () => {
	const { items } = arrangeAnswers([answer(1), answer(4)], -1)
	expect(items).toMatchObject([
		{ kind: 'missing', from: 0, to: 0, maybeRead: true },
		{ kind: 'answer' },
		{ kind: 'missing', from: 2, to: 3, maybeRead: false },
		{ kind: 'answer' },
	])
})

test('an answer the team sent twice because it was not sure is shown once', () => {
	expect(shown([answer(0), { ...answer(0), hash: hashFor('sealed anew') }, answer(1)])).toEqual([0, 1])
})

test('two different answers under one number are both shown, each with a warning', () => {
	const { items } = arrangeAnswers([answer(0), answer(0, -1, 'another text')], -1)
	expect(items).toMatchObject([
		{ kind: 'answer', sameNumber: true },
		{ kind: 'answer', sameNumber: true },
	])
})

test('an answer read before is not shown when a server brings it back', () => {
	expect(shown([answer(0), answer(1), answer(2, 1)])).toEqual(['replayed', 'replayed', 2])
	expect(shown([answer(0)], 0)).toEqual(['replayed'])
})

test('answers that waited in another order are put in order, and the person is told', () => {
	expect(arrangeAnswers([answer(1), answer(0)], -1).reordered).toBe(true)
	expect(shown([answer(1), answer(0)])).toEqual([0, 1])
	expect(arrangeAnswers([answer(0), answer(1)], -1).reordered).toBe(false)
})

test('a forged or damaged deposit is a warning, never an answer and never silent', () => {
	const { items, newest, hashes } = arrangeAnswers([fault('forged'), fault('damaged')], -1)
	expect(items).toEqual([
		{ kind: 'fault', because: 'forged' },
		{ kind: 'fault', because: 'damaged' },
	])
	expect(newest).toBeNull()
	expect(hashes).toHaveLength(2)
})

test('what this page cannot read stays in the mailbox for a newer page', () => {
	const { hashes } = arrangeAnswers([answer(0), fault('unreadable')], -1)
	expect(hashes).toEqual([answer(0).hash])
})

test('the person writes to the newest authentic answer, in whatever order they arrive', () => {
	expect(arrangeAnswers([answer(3), answer(5), answer(4), fault('forged')], -1).newest?.n).toBe(5)
})
