import { expect, test } from 'vitest'
import type { Roster } from '#domain/roster/roster.ts'
import { consequenceOf, type Loss, LOSSES, whoCanOpen } from '#domain/roster/who-can-open.ts'
import { LENA, roster, RUTH, TOMAS } from '../../../tests/seed/kessa-thread.ts'

const alone: Roster = { ...roster, members: roster.members.filter(({ id }) => id === RUTH) }
const without = (of: Roster): Roster => ({ ...of, recovery: null })
const untried: Roster = { ...alone, recovery: { recipient: 'age1pq1r', tried: false } }

test('new messages open for triage and the recovery key, and for nobody else', () => {
	expect(whoCanOpen(roster).members.map(({ id }) => id)).toEqual([RUTH, TOMAS, LENA])
	expect(whoCanOpen(roster).recovery).toBe(true)
	expect(whoCanOpen(without(roster)).recovery).toBe(false)
})

test.each<[string, Roster, Loss, string]>([
	['a passphrase, where every sheet was tried', alone, 'one-passphrase', 'sheet-opens'],
	['a passphrase, where one sheet was never tried', roster, 'one-passphrase', 'colleague-gives-access'],
	['a passphrase and sheet, in a team', roster, 'one-passphrase-and-sheet', 'colleague-gives-access'],
	['a passphrase and sheet, alone with a recovery key', alone, 'one-passphrase-and-sheet', 'recovery-opens'],
	['a passphrase and sheet, alone', without(alone), 'one-passphrase-and-sheet', 'all-messages-lost'],
	[
		'everything, with a recovery key nobody ever tried',
		untried,
		'every-passphrase-and-sheet',
		'all-messages-lost',
	],
	['everything', without(roster), 'every-passphrase-and-sheet', 'all-messages-lost'],
	['the recovery words', roster, 'recovery-words', 'one-way-less'],
	['recovery words that never were', without(roster), 'recovery-words', 'nothing-changes'],
	['the recovery words, with nobody left', { ...roster, members: [] }, 'recovery-words', 'all-messages-lost'],
	['the root words', roster, 'root-words', 'no-new-administrators'],
	['every administrator', roster, 'every-administrator', 'root-names-another'],
	['the return words', roster, 'return-words', 'answers-lost-to-the-person'],
])('losing %s', (_, at, loss, consequence) => {
	expect(consequenceOf(at, loss)).toBe(consequence)
})

test('a second reader or a tried recovery key is what stands between one loss and all', () => {
	for (const loss of LOSSES.filter((one) => one !== 'every-passphrase-and-sheet'))
		expect(consequenceOf(roster, loss)).not.toBe('all-messages-lost')
})
