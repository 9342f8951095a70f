import { expect, test } from 'vitest'
import { roster } from '../../../tests/seed/kessa-thread.ts'
import { type Standing, whereToWrite } from '#browser/reporter/thread-recipients.ts'
import type { TeamRecord } from '#domain/threads/records.ts'
import { hashOf } from '#vault/outside/format.ts'

const heads = Array.from({ length: roster.seq + 1 }, (_, seq) => hashOf(Uint8Array.of(seq)))
const standing: Standing = { ok: true, roster, heads }

const answer: TeamRecord = {
	v: 1,
	kind: 'answer',
	desk: roster.desk,
	mailbox: '7'.repeat(32),
	n: 0,
	text: 'We have read it.',
	stage: 'reading',
	nextStep: '',
	promised: null,
	recipient: 'age1thread',
	readUpTo: -1,
	roster: { seq: 5, head: heads[5] ?? '' },
}

test('before the first answer, the person is asked again whom to leave out', () => {
	expect(whereToWrite(standing, null, null)).toEqual({ ok: false, because: 'choose-readers' })
})

test('before the first answer, a message goes to those who open messages and the recovery key', () => {
	expect(whereToWrite(standing, null, [])).toEqual({
		ok: true,
		recipients: [
			...roster.members.filter(({ roles }) => roles.includes('triage')).map(({ recipient }) => recipient),
			'age1pq1recovery',
		],
	})
})

test('nobody who does the work that was left out gets a key', () => {
	const to = whereToWrite(standing, null, ['coordinator'])
	expect(to).toMatchObject({ ok: true })
	expect(to.ok && to.recipients).not.toContain(roster.members[0]?.recipient)
	expect(whereToWrite(standing, null, ['coordinator', 'case-worker'])).toEqual({
		ok: false,
		because: 'nobody-left',
	})
})

test('after an answer, a message goes to the key that answer names and to nobody else', () => {
	expect(whereToWrite(standing, answer, null)).toEqual({ ok: true, recipients: ['age1thread'] })
})

test('a roster older than the one an answer names stops the person from writing', () => {
	const rolledBack = { ...standing, heads: heads.slice(0, 5) }
	expect(whereToWrite(rolledBack, answer, [])).toEqual({ ok: false, because: 'list-rolled-back' })
	const forked = { ...standing, heads: heads.with(5, hashOf(Uint8Array.of(99))) }
	expect(whereToWrite(forked, answer, [])).toEqual({ ok: false, because: 'list-rolled-back' })
})

test('an expired or broken roster stops the person from writing, also to an answered thread', () => {
	const expired: Standing = { ok: false, fault: { because: 'expired' } }
	expect(whereToWrite(expired, answer, [])).toEqual({ ok: false, because: 'list-expired' })
	const broken: Standing = { ok: false, fault: { because: 'not-next', seq: 3 } }
	expect(whereToWrite(broken, null, [])).toEqual({ ok: false, because: 'list-broken' })
})
