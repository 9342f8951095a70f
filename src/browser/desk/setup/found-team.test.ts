import { expect, test } from 'vitest'
import { checkRoster } from '#browser/checked-roster.ts'
import { isReadyForIntake } from '#domain/roster/judge-entry.ts'
import { AMINA, FOUNDED, foundArcadia } from '../../../../tests/seed/arcadia-team.ts'

test('a founded team passes the check every page makes, with its founder as administrator and reader', async () => {
	const { roster, entries, statement } = await foundArcadia()
	const checked = checkRoster(roster.desk, entries, statement, FOUNDED)
	expect(checked).toMatchObject({ ok: true, roster: { seq: 1, intake: 'closed', recovery: null } })
	expect(roster.members).toMatchObject([{ label: 'coordinator', roles: ['administrator', 'triage'] }])
	expect(isReadyForIntake(roster)).toBe(false)
})

test('an attempt that is repeated founds the same team, another nonce another team', async () => {
	const [one, again, other] = [
		await foundArcadia(),
		await foundArcadia(),
		await foundArcadia('22'.repeat(16)),
	]
	expect(again).toEqual(one)
	expect(other.roster.desk).not.toBe(one.roster.desk)
})

test('what the wizard says about losses speaks of the roster after the drills', async () => {
	const { roster, rosterToBe } = await foundArcadia()
	expect(rosterToBe).toMatchObject({ sheetsTried: [roster.members[0]?.id], recovery: { tried: true } })
	expect(isReadyForIntake(rosterToBe)).toBe(true)
})

test('no secret of the founder or the root stands in what is sent', async () => {
	const sent = JSON.stringify(await foundArcadia())
	for (const seed of [AMINA.age, AMINA.sign, new Uint8Array(32).fill(9), new Uint8Array(32).fill(7)])
		expect(sent).not.toContain(Buffer.from(seed).toString('hex'))
})
