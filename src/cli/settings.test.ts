import { expect, test } from 'vitest'
import { readSettings, SettingsWrong } from '#cli/settings.ts'

const ONION = `http://${'a'.repeat(56)}.onion`
const BOTH = `https://kessa.example,${ONION}`

test('the door without script opens by itself at an onion address, and beside no other', () => {
	expect(readSettings({ ORIGIN: 'https://kessa.example' }).plainDoor).toBeNull()
	expect(readSettings({ ORIGIN: BOTH }).plainDoor).toEqual({
		port: 8001,
		sites: [ONION],
		addresses: [`${ONION}:8001`],
	})
})

test('the host decides otherwise, everywhere or nowhere', () => {
	expect(readSettings({ ORIGIN: BOTH, PLAIN_DOOR: 'off' }).plainDoor).toBeNull()
	const { plainDoor } = readSettings({ ORIGIN: BOTH, PLAIN_DOOR: 'on', PLAIN_DOOR_PORT: '9001' })
	expect(plainDoor?.addresses).toEqual(['https://kessa.example:9001', `${ONION}:9001`])
})

test.each([
	['a wish nobody understands', { PLAIN_DOOR: 'yes' }],
	['a port that is none', { PLAIN_DOOR_PORT: '70000' }],
	['no port at all', { PLAIN_DOOR_PORT: ' ' }],
])('%s is refused with a sentence', (_, environment) => {
	expect(() => readSettings(environment)).toThrow(SettingsWrong)
})
