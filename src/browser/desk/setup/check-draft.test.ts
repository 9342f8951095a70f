import { expect, test } from 'vitest'
import { gapsOfDays, gapsOfPassphrase, gapsOfTeam, gapsOfYou } from '#browser/desk/setup/check-draft.ts'

test('a team without name or kind is told both', () => {
	expect(gapsOfTeam({ name: '  ', kind: null })).toEqual(['teamNameMissing', 'kindMissing'])
	expect(gapsOfTeam({ name: 'Arcadia Rights Network', kind: 'civil-society' })).toEqual([])
})

test.each([null, 0, 31, 2.5])('%s days is no promise', (answerWithinDays) => {
	const step = {
		languages: ['en' as const],
		days: ['mon' as const],
		answerWithinDays,
		checkWordsAt: 'the door',
	}
	expect(gapsOfDays(step)).toEqual(['withinWrong'])
	expect(gapsOfDays({ ...step, answerWithinDays: 30 })).toEqual([])
})

test.each(['ab', 'Amina', 'amina.', 'amina k', 'أمينة', 'a'.repeat(33)])('%s is no login name', (login) => {
	expect(gapsOfYou({ name: 'Amina', login })).toEqual(['loginWrong'])
	expect(gapsOfYou({ name: 'Amina', login: 'amina.k' })).toEqual([])
})

test('the passphrase has to be typed back before going on', () => {
	const passphrase = 'make fan afford spend situate follow'
	expect(gapsOfPassphrase({ passphrase, passphraseBack: '' })).toEqual(['passphraseMissing'])
	expect(gapsOfPassphrase({ passphrase, passphraseBack: 'make fan' })).toEqual(['passphraseWrong'])
	expect(gapsOfPassphrase({ passphrase, passphraseBack: passphrase.toUpperCase() })).toEqual([])
})
