import { expect, test } from 'vitest'
import { errandOf, joinFragment, setUpFragment } from '#browser/desk/address-fragment.ts'

const TOKEN = 'ab'.repeat(32)
const DESK = 'cd'.repeat(32)

test('a member who opens the plain address unlocks', () => {
	expect(errandOf('')).toEqual({ kind: 'unlock' })
	expect(errandOf('#')).toEqual({ kind: 'unlock' })
})

test('the link printed by the server leads to the set-up, an invitation to the team it names', () => {
	expect(errandOf(setUpFragment(TOKEN))).toEqual({ kind: 'set-up', token: TOKEN })
	expect(errandOf(joinFragment(TOKEN, DESK))).toEqual({ kind: 'join', token: TOKEN, desk: DESK })
})

test.each([
	'#setup=',
	`#setup=${TOKEN}.${DESK}`,
	`#join=${TOKEN}`,
	`#join=${TOKEN}.`,
	`#join=${TOKEN}.${DESK}.x`,
	'#other',
])('a link that was cut or changed on the way is called broken: %s', (fragment) => {
	expect(errandOf(fragment)).toEqual({ kind: 'broken-link' })
})
