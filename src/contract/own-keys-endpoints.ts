import * as v from 'valibot'
import { type Endpoint, KB } from '#contract/endpoint.ts'
import { base64url, day, hash, id } from '#contract/shapes.ts'

const nothing = v.strictObject({})

/** What a member asks about the locks on their own keys, and about keys left with them. */
export const OWN_KEYS_ENDPOINTS = {
	putKeyring: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/members/mine',
		caller: 'member',
		request: 'json',
		ask: v.strictObject({ passphraseAuth: hash, sheetAuth: hash, keyring: base64url }),
		answer: 'json',
		tell: nothing,
		largest: 32 * KB,
		summary: 'A new passphrase or a new sheet for the same keys.',
	},
	beginTravel: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/members/mine/travel',
		caller: 'colleague',
		request: 'json',
		ask: v.strictObject({
			/** The key-ring, locked once more for the keepers. */
			keyring: base64url,
			/** SHA-256 of the key-ring as it is now: what has to come back. */
			inner: hash,
			keepers: v.pipe(v.array(id), v.minLength(1), v.maxLength(2)),
		}),
		answer: 'json',
		tell: nothing,
		largest: 32 * KB,
		summary: 'Leaves the member’s keys with colleagues; passkeys and all sessions of the member end.',
	},
	travels: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/travels',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			travels: v.array(v.strictObject({ member: id, day, keyring: base64url })),
		}),
		largest: 0,
		summary: 'Colleagues who left their keys with the member.',
	},
	endTravel: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/travels/{member}',
		caller: 'colleague',
		request: 'json',
		ask: v.strictObject({ keyring: base64url }),
		answer: 'json',
		tell: nothing,
		largest: 32 * KB,
		summary: 'Gives a colleague’s key-ring back as it was; the hash they left has to fit.',
	},
	passkeys: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/members/mine/passkeys',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ passkeys: v.array(v.strictObject({ passkey: id, note: base64url })) }),
		largest: 0,
		summary: 'The member’s passkeys, each with a note that only the member can open.',
	},
	putPasskey: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/members/mine/passkeys/{passkey}',
		caller: 'member',
		request: 'json',
		ask: v.strictObject({
			/** SHA-256 of the word derived from the passkey. */
			auth: hash,
			/** The member's key-ring, locked for the passkey alone. */
			keyring: base64url,
			note: base64url,
		}),
		answer: 'json',
		tell: nothing,
		largest: 32 * KB,
		summary: 'One more lock for the same keys: a passkey. Repeating it changes nothing.',
	},
	removePasskey: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/members/mine/passkeys/{passkey}',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 0,
		summary: 'A passkey opens nothing any more, and every other session of the member ends.',
	},
} as const satisfies Record<string, Endpoint>
