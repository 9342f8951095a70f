import { expect, test } from 'vitest'
import { keyWords } from '#browser/desk/members/key-words.ts'
import { publicMember } from '#browser/desk/new-member.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { RUTH, TOMAS } from '../../../../tests/seed/arcadia-team.ts'

test('four words stand for both keys of a person: whoever swaps one of them changes the words', async () => {
	const list = await wordListOf('en')
	const [ruth, tomas] = [
		await publicMember(RUTH, 'interpreter', []),
		await publicMember(TOMAS, 'interpreter', []),
	]
	const words = await keyWords(ruth, list)
	expect(words).toHaveLength(4)
	expect(await keyWords(ruth, list)).toEqual(words)
	expect(await keyWords({ ...ruth, recipient: tomas.recipient }, list)).not.toEqual(words)
	expect(await keyWords({ ...ruth, signingKey: tomas.signingKey }, list)).not.toEqual(words)
})
