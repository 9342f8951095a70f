import { expect, test } from 'vitest'
import { openNames, sealNames } from '#browser/desk/member-names.ts'
import { AMINA, arcadiaWith, extend, foundArcadia, RUTH, TOMAS } from '../../../tests/seed/arcadia-team.ts'

test('every member reads the names, a stranger reads none', async () => {
	const { roster } = await arcadiaWith(RUTH)
	const names = new Map(roster.members.map(({ id }, at) => [id, ['Amina', 'Ruth'][at] ?? '']))
	const sealed = await sealNames(roster, names, AMINA)
	for (const reader of [AMINA, RUTH])
		expect(await openNames(sealed, roster, reader)).toMatchObject({ ok: true, names: { names } })
	expect(await openNames(sealed, roster, TOMAS)).toEqual({ ok: false, because: 'not-for-me' })
})

test('names written by a member who does not keep the list are not believed', async () => {
	const { roster } = await arcadiaWith(RUTH)
	const sealed = await sealNames(roster, new Map([['00', 'Amina']]), RUTH)
	expect(await openNames(sealed, roster, AMINA)).toEqual({ ok: false, because: 'not-signed' })
})

test('a server that shows an old roster beside newer names is found out', async () => {
	const chain = await arcadiaWith(RUTH)
	const newer = extend(chain, { kind: 'intake-closed' }, [AMINA.sign])
	const sealed = await sealNames(newer.roster, new Map(), AMINA)
	expect(await openNames(sealed, chain.roster, AMINA)).toEqual({ ok: false, because: 'roster-behind' })
})

test('names of another team with the same keys are refused', async () => {
	const [one, other] = [await foundArcadia(), await foundArcadia('11'.repeat(16))]
	const sealed = await sealNames(one.roster, new Map(), AMINA)
	await expect(openNames(sealed, other.roster, AMINA)).rejects.toThrow('belong elsewhere')
})

test('an interpreter reads no names, and is named to the others', async () => {
	const { roster } = await arcadiaWith(RUTH)
	const members = roster.members.map((member, at) =>
		at === 1 ? { ...member, label: 'interpreter' as const, roles: [] } : member,
	)
	const names = new Map(members.map(({ id }, at) => [id, ['Amina', 'Ruth'][at] ?? '']))
	const sealed = await sealNames({ ...roster, members }, names, AMINA)
	expect(await openNames(sealed, roster, RUTH)).toEqual({ ok: false, because: 'not-for-me' })
	expect(await openNames(sealed, roster, AMINA)).toMatchObject({ ok: true, names: { names } })
})
