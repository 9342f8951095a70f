import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bech32 } from '@scure/base'
import { FIRST_CONSENT } from '#domain/consent/consent.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { PersonKeys, Story } from '#domain/threads/records.ts'
import { type Message, macOf } from '#vault/message.ts'
import type { MacKey } from '#vault/return-keys.ts'

// [Note: bare files] Somebody may lock a plain text with the age command and have it brought. Such a text names no
// keys, so every member's client writes the same story around it, with keys that are nobody's: hashes of a sentence,
// whose private halves no one can work out. A thread like this can be read, passed on and checked; it cannot be
// answered, and nobody can write to it as the person.

const MAC = sha256(utf8ToBytes('safeconduct/1/bare-file/mac')) as MacKey

const NOBODY: PersonKeys = {
	recipient: bech32.encodeFromBytes('age', sha256(utf8ToBytes('safeconduct/1/bare-file/recipient'))),
	mac: bytesToHex(MAC),
	consent: bytesToHex(sha256(utf8ToBytes('safeconduct/1/bare-file/consent'))),
}

/** Whether a story was written around a bare file, so that no answer reaches anybody. */
export function isBare({ keys }: Pick<Story, 'keys'>): boolean {
	return keys.recipient === NOBODY.recipient
}

/** @returns null when the bytes are no plain text that fits into one message */
export function storyAround(
	plain: Uint8Array,
	{ desk, mailbox }: { desk: string; mailbox: string },
): Message | null {
	const text = textIn(plain)
	if (text === null || text.trim() === '' || text.length > LONGEST.text) return null
	const story: Story = {
		v: 1,
		kind: 'story',
		desk,
		mailbox,
		visit: mailbox.slice(0, 16),
		n: 0,
		roster: { seq: 0, head: desk },
		language: 'en',
		reason: null,
		text,
		voice: null,
		consent: FIRST_CONSENT,
		leaveOut: [],
		showAgain: false,
		keys: NOBODY,
	}
	const body = JSON.stringify(story)
	return { body, mac: bytesToHex(macOf(body, 'person', MAC)) }
}

function textIn(plain: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(plain)
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}
