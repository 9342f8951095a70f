import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { bech32 } from '@scure/base'
import { FIRST_CONSENT } from '#domain/consent/consent.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { PersonKeys, Story } from '#domain/threads/records.ts'
import { type Message, macOf } from '#vault/message.ts'
import type { MacKey } from '#vault/return-keys.ts'

// [Note: bare files] Somebody may lock a plain text with the age command and have it brought. Such a text names no
// keys, so every member's client writes the same story around it. Recipient and consent key are hashes of a sentence,
// whose private halves no one can work out: nothing can be answered, and no consent widened. The MAC key is a hash of
// the text, which the server has never seen: it cannot add messages in the person's name.

const NOBODY: Pick<PersonKeys, 'recipient' | 'consent'> = {
	recipient: bech32.encodeFromBytes('age', sha256(utf8ToBytes('safeconduct/1/bare-file/recipient'))),
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
	const macKey = sha256(concatBytes(utf8ToBytes('safeconduct/1/bare-file/mac\0'), plain)) as MacKey
	const story: Story = {
		v: 1,
		kind: 'story',
		desk,
		mailbox,
		visit: mailbox.slice(0, 16),
		n: 0,
		roster: { seq: 0, head: desk },
		// Nobody said; what shows a language looks for `isBare` first.
		language: 'en',
		reason: null,
		text,
		voice: null,
		consent: FIRST_CONSENT,
		leaveOut: [],
		showAgain: false,
		keys: { ...NOBODY, mac: bytesToHex(macKey) },
	}
	const body = JSON.stringify(story)
	return { body, mac: bytesToHex(macOf(body, 'person', macKey)) }
}

function textIn(plain: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(plain)
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}
