import { expect, test } from 'vitest'
import { joinTexts, readJoin } from '#browser/desk/setup/join-team.ts'
import { signText } from '#vault/outside/signed-text.ts'
import { AMINA, foundArcadia, RUTH, TOMAS } from '../../../../tests/seed/arcadia-team.ts'

const ruth = {
	name: 'Ruth',
	login: 'ruth',
	label: 'legal-adviser',
	passphrase: '',
	sheet: new Uint8Array(16),
	secret: RUTH,
} as const

test('an administrator learns from an invited person’s request who it is, nobody else does', async () => {
	const { roster } = await foundArcadia()
	const { member, request, name } = await joinTexts(ruth, roster)
	const join = { member: member.id, request, name }
	const read = await readJoin(join, roster.desk, AMINA)
	expect(read).toMatchObject({
		signingKey: member.signingKey,
		introduced: { name: 'Ruth', label: 'legal-adviser' },
	})
	expect(await readJoin(join, roster.desk, TOMAS)).toMatchObject({ introduced: null })
	expect(request.text).not.toContain('Ruth')
})

test('a request is thrown out when it was signed by somebody else, moved to another team or renamed', async () => {
	const { roster } = await foundArcadia()
	const { member, request, name } = await joinTexts(ruth, roster)
	const forged = signText(request.text, 'join-request', [TOMAS.sign])
	expect(await readJoin({ member: member.id, request: forged, name }, roster.desk, AMINA)).toBeNull()
	expect(await readJoin({ member: member.id, request, name }, 'ab'.repeat(32), AMINA)).toBeNull()
	expect(await readJoin({ member: '00'.repeat(16), request, name }, roster.desk, AMINA)).toBeNull()
})

test('a server that puts another person’s name on a request is found out', async () => {
	const { roster } = await foundArcadia()
	const [one, other] = [
		await joinTexts(ruth, roster),
		await joinTexts({ ...ruth, name: 'Tomas', secret: TOMAS }, roster),
	]
	const swapped = { member: one.member.id, request: one.request, name: other.name }
	await expect(readJoin(swapped, roster.desk, AMINA)).rejects.toThrow('not signed by its owner')
})
