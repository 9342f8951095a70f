import { expect, test } from 'vitest'
import { newStatement, nextEntry, refusalOfSigned } from '#browser/desk/write-roster.ts'
import { publicMember } from '#browser/desk/new-member.ts'
import { checkRoster } from '#browser/checked-roster.ts'
import { addDays } from '#domain/days.ts'
import { signText } from '#vault/outside/signed-text.ts'
import {
	AMINA,
	arcadiaWith,
	extend,
	FOUNDED,
	foundArcadia,
	ROOT,
	RUTH,
} from '../../../tests/seed/arcadia-team.ts'

test('an entry is refused before it is sent when its writer may not write it', async () => {
	const { roster } = await arcadiaWith(RUTH)
	const text = nextEntry(roster, { kind: 'card-changed', card: roster.card }, FOUNDED)
	expect(refusalOfSigned(roster, signText(text, 'roster-entry', [RUTH.sign]))).toBe('needs-administrator')
	expect(refusalOfSigned(roster, signText(text, 'roster-entry', [AMINA.sign]))).toBeNull()
	expect(refusalOfSigned(roster, signText('{}', 'roster-entry', [AMINA.sign]))).toBe('not-next')
})

test('people can write the day a roster is stated and on every clock a day behind or before, not after it ran out', async () => {
	const { roster, entries } = await foundArcadia()
	const statement = newStatement(roster, FOUNDED, AMINA.sign)
	for (const shift of [-1, 0, 1, 29])
		expect(checkRoster(roster.desk, entries, statement, addDays(FOUNDED, shift)).ok).toBe(true)
	expect(checkRoster(roster.desk, entries, statement, addDays(FOUNDED, 30)).ok).toBe(false)
})

test('a member who tries a sheet does not close the door: the older statement still holds', async () => {
	const chain = await arcadiaWith(RUTH)
	const statement = newStatement(chain.roster, FOUNDED, AMINA.sign)
	const ruth = chain.roster.members[1]
	if (ruth === undefined) throw new TypeError('Ruth is missing')
	const tried = extend(chain, { kind: 'sheet-tried', id: ruth.id }, [RUTH.sign])
	expect(checkRoster(chain.roster.desk, tried.entries, statement, FOUNDED)).toMatchObject({
		ok: true,
		roster: { seq: 3, sheetsTried: [ruth.id] },
	})
})

test('a statement does not hold for a chain that is shorter, or went another way, than it says', async () => {
	const chain = await arcadiaWith(RUTH)
	const statement = newStatement(chain.roster, FOUNDED, AMINA.sign)
	const shorter = checkRoster(chain.roster.desk, chain.entries.slice(0, 2), statement, FOUNDED)
	expect(shorter).toEqual({ ok: false, fault: { because: 'other-head' } })
	const founded = await foundArcadia()
	const forked = extend(founded, { kind: 'card-changed', card: founded.roster.card }, [AMINA.sign])
	expect(checkRoster(chain.roster.desk, forked.entries, statement, FOUNDED)).toEqual({
		ok: false,
		fault: { because: 'other-head' },
	})
})

test('what an administrator stated does not hold once they are removed', async () => {
	const founded = await foundArcadia()
	const before = newStatement(founded.roster, FOUNDED, AMINA.sign)
	const withRuth = extend(
		founded,
		{ kind: 'member-added', member: await publicMember(RUTH, 'coordinator', ['administrator', 'triage']) },
		[ROOT],
	)
	const amina = founded.roster.members[0]
	if (amina === undefined) throw new TypeError('Amina is missing')
	const without = extend(withRuth, { kind: 'member-removed', id: amina.id }, [RUTH.sign])
	expect(checkRoster(founded.roster.desk, without.entries, before, FOUNDED)).toEqual({
		ok: false,
		fault: { because: 'needs-administrator' },
	})
})
