import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaveOutValue, leftOutAt, readForm, UNTOUCHED } from '#door/read-form.ts'
import { REACHES } from '#domain/consent/consent.ts'
import { LABELS } from '#domain/roster/roster.ts'
import { REASONS } from '#domain/threads/records.ts'

const [KESSA = '', HARBOUR = ''] = ['a', '0'].map((digit) => digit.repeat(64))

const aTeam = fc.constantFrom(KESSA, HARBOUR)

test('what a person fills in is read as they meant it', () => {
	const filled = fc.record({
		text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
		reason: fc.option(fc.constantFrom(...REASONS)),
		team: fc.option(aTeam),
		leftOut: fc.array(fc.record({ team: aTeam, label: fc.constantFrom(...LABELS) })),
		urgentAt: fc.uniqueArray(aTeam),
		reach: fc.constantFrom(...REACHES),
	})
	fc.assert(
		fc.property(filled, (meant) => {
			const { text, reason, team, leftOut, urgentAt, reach } = meant
			const fields = new URLSearchParams({ text: text.replaceAll('\n', '\r\n'), reason: reason ?? '', reach })
			if (team !== null) fields.append('team', team)
			for (const one of leftOut) fields.append('leave-out', leaveOutValue(one.team, one.label))
			for (const hash of urgentAt) fields.append('urgent', hash)
			expect(readForm(fields.toString())).toEqual(meant)
		}),
	)
})

test('who is left out at one team is not left out at another', () => {
	const leftOut = [
		{ team: KESSA, label: 'interpreter' },
		{ team: HARBOUR, label: 'coordinator' },
	] as const
	expect(leftOutAt({ leftOut: [...leftOut] }, KESSA)).toEqual(['interpreter'])
})

test.each([
	['nothing', ''],
	['no text', 'reason=&reach=team-only'],
	['no choice of who may know', 'text=a&reason='],
	['a choice nobody offers', 'text=a&reach=everybody'],
	['two choices', 'text=a&reach=team-only&reach=experts-named'],
	['two texts', 'text=a&text=b&reach=team-only'],
	['a reason nobody offers', 'text=a&reach=team-only&reason=other'],
	['two reasons', 'text=a&reach=team-only&reason=&reason='],
	['a team that is no name of one', 'text=a&reach=team-only&team=kessa'],
	['two teams', `text=a&reach=team-only&team=${KESSA}&team=${HARBOUR}`],
	['somebody left out who is not there', `text=a&reach=team-only&leave-out=${KESSA}+chief`],
	['somebody left out nowhere', 'text=a&reach=team-only&leave-out=interpreter'],
	['more behind who is left out', `text=a&reach=team-only&leave-out=${KESSA}+interpreter+b`],
	['haste at no team', 'text=a&reach=team-only&urgent=on'],
	['a field of its own', 'text=a&reach=team-only&__proto__=b'],
	['another format', '{"text":"a","reach":"team-only"}'],
])('a request with %s is not guessed at', (_, body) => {
	expect(readForm(body)).toBeNull()
})

test('any bytes are read or refused, never thrown over', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			expect(readForm(Buffer.from(bytes).toString('utf8'))).toBeNull()
		}),
	)
	expect(readForm(`text=&reason=&reach=${UNTOUCHED.reach}`)).toEqual(UNTOUCHED)
})
