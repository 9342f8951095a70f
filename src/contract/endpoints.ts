import * as v from 'valibot'
import {
	base64url,
	count,
	day,
	hash,
	id,
	login,
	secret,
	signature,
	signedText,
	signingKey,
	visibleEntry,
} from '#contract/shapes.ts'

// [Note: contract] One table says what browsers, the command line and the server say to each other. The server's
// router, the clients' calls, the OpenAPI document and the test that tries everybody else's ids all read it.

/** Who may call: anybody; a member with a session; whoever holds the one-time set-up or invitation link. */
export type Caller = 'public' | 'member' | 'administrator'

/**
 * How a body travels. `json`: one JSON text. `sealed`: one frame whose head is the JSON and whose bytes are sealed.
 * `frames`: several such frames. `bytes`: sealed bytes alone.
 */
export type Body = 'none' | 'json' | 'sealed' | 'frames' | 'bytes'

export type Endpoint = {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE'
	/** `{name}` marks a parameter. */
	path: string
	caller: Caller
	request: Body
	/** Shape of the JSON, or of each frame's head. */
	ask: v.GenericSchema
	answer: Body
	tell: v.GenericSchema
	/** Upper bound of the request body in bytes. */
	largest: number
	summary: string
}

const KB = 1024
const nothing = v.strictObject({})

/** A proof that a moment of computing was spent, asked for only when space runs low. */
export const floodProof = v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), nonce: count })

/** A signature over a server's challenge by the key derived from the return words. */
const returning = { mailbox: id, challenge: v.pipe(v.string(), v.maxLength(200)), signature }

const entryFrame = v.strictObject({ kind: v.literal('entry'), entry: visibleEntry })
const ringFrame = v.strictObject({
	kind: v.literal('ring'),
	version: count,
	hash,
	/** Ids of the members it is sealed to, so that the server hands sealed entries to nobody else. */
	readers: v.pipe(v.array(id), v.minLength(1), v.maxLength(24)),
})

/** One thing that happened, in the order the server stored it. */
export const change = v.variant('kind', [
	v.strictObject({
		kind: v.literal('message'),
		order: count,
		thread: id,
		hash,
		day,
		first: v.boolean(),
		superseded: v.boolean(),
	}),
	v.strictObject({ kind: v.literal('entry'), order: count, thread: id, entry: visibleEntry }),
	v.strictObject({ kind: v.literal('ring'), order: count, thread: id, version: count, hash }),
	v.strictObject({ kind: v.literal('deposit'), order: count, thread: id, hash, read: v.boolean() }),
	v.strictObject({ kind: v.literal('destroyed'), order: count, thread: id, day }),
])

export const membership = {
	login,
	/** SHA-256 of the word derived from the passphrase, and of the one derived from the recovery sheet. */
	passphraseAuth: hash,
	sheetAuth: hash,
	/** The member's key-ring, locked for both. */
	keyring: base64url,
}

export const ENDPOINTS = {
	desks: {
		method: 'GET',
		path: '/api/v1/desks',
		caller: 'public',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			desks: v.array(v.strictObject({ desk: hash, lastRead: v.nullable(day) })),
			demo: v.boolean(),
		}),
		largest: 0,
		summary: 'The teams this server keeps messages for.',
	},
	roster: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/roster',
		caller: 'public',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ entries: v.array(signedText), statement: v.nullable(signedText) }),
		largest: 0,
		summary: 'The signed list of who reads, and the newest statement that it is current.',
	},
	flood: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/flood',
		caller: 'public',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			proof: v.nullable(
				v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), bits: count, seconds: count }),
			),
			full: v.boolean(),
		}),
		largest: 0,
		summary: 'Whether a proof of work must accompany a first message, and how hard.',
	},
	tell: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({
			mailbox: id,
			proofKey: signingKey,
			depositKey: signingKey,
			flood: v.nullable(floodProof),
		}),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'A first message: opens a thread. Repeating it changes nothing.',
	},
	write: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/messages',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'A further message of the person, signed with the key of the return words.',
	},
	sendPart: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/files',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, file: id, part: count, parts: count, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary: 'One part of a sealed file, 1 MiB but for the last. Repeating it changes nothing.',
	},
	challenge: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/challenges',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ mailbox: id }),
		answer: 'json',
		tell: v.strictObject({ challenge: v.pipe(v.string(), v.maxLength(200)), seconds: count }),
		largest: KB,
		summary:
			'A challenge to sign with the key of the return words. Given for any mailbox, whether it exists or not.',
	},
	collect: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/answers',
		caller: 'public',
		request: 'json',
		ask: v.strictObject(returning),
		answer: 'frames',
		tell: v.strictObject({ kind: v.literal('answer'), hash, day }),
		largest: KB,
		summary: 'The answers waiting in a mailbox.',
	},
	acknowledge: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/answers/read',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ ...returning, hashes: v.pipe(v.array(hash), v.maxLength(200)) }),
		answer: 'json',
		tell: v.strictObject({ removed: count }),
		largest: 32 * KB,
		summary: 'The person has read these answers: they are removed from the mailbox.',
	},
	partsStored: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/files/stored',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ ...returning, file: id }),
		answer: 'json',
		tell: v.strictObject({ parts: v.array(count) }),
		largest: KB,
		summary: 'Which parts of a file have arrived.',
	},
	deposit: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/deposits',
		caller: 'public',
		request: 'sealed',
		ask: v.strictObject({ mailbox: id, signature }),
		answer: 'json',
		tell: v.strictObject({ hash }),
		largest: 1100 * KB,
		summary:
			'An answer of the team, left in the mailbox. Sent without a session, so that nothing links it to a member.',
	},
	setup: {
		method: 'POST',
		path: '/api/v1/setup',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({
			token: secret,
			entries: v.pipe(v.array(signedText), v.length(2)),
			statement: signedText,
			...membership,
			names: base64url,
		}),
		answer: 'json',
		tell: v.strictObject({ desk: hash }),
		largest: 256 * KB,
		summary: 'Founds the team with its first member. The link works once.',
	},
	openSession: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/sessions',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ login, auth: secret, way: v.picklist(['passphrase', 'sheet']) }),
		answer: 'json',
		tell: v.strictObject({ token: secret, member: id, keyring: base64url }),
		largest: KB,
		summary: 'Hands a member their locked key-ring and a session.',
	},
	join: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/joins',
		caller: 'public',
		request: 'json',
		ask: v.strictObject({ token: secret, request: signedText, ...membership, name: base64url }),
		answer: 'json',
		tell: v.strictObject({ member: id }),
		largest: 64 * KB,
		summary:
			'An invited person leaves their public keys. Nothing opens for them until the roster names them.',
	},
	endSession: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/sessions/mine',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 0,
		summary: 'Ends the session.',
	},
	changes: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/changes',
		caller: 'member',
		request: 'none',
		/** Query. `after`: what came later, oldest first. `before`: what came earlier, newest first. */
		ask: v.strictObject({
			after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
			before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
			limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/))),
		}),
		answer: 'frames',
		tell: change,
		largest: 0,
		summary: 'What happened, with the sealed bytes of what this member may read.',
	},
	thread: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/threads/{thread}',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'frames',
		tell: change,
		largest: 0,
		summary: 'Everything stored of one thread.',
	},
	append: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads/{thread}/entries',
		caller: 'member',
		request: 'frames',
		ask: v.variant('kind', [entryFrame, ringFrame]),
		answer: 'json',
		tell: v.strictObject({ seq: count }),
		largest: 4400 * KB,
		summary: 'Adds entries to a journal, and the ring they speak of, in one step or not at all.',
	},
	retireOriginal: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads/{thread}/retired',
		caller: 'member',
		request: 'json',
		ask: v.strictObject({ hashes: v.pipe(v.array(hash), v.minLength(1), v.maxLength(500)) }),
		answer: 'json',
		tell: v.strictObject({ removed: count }),
		largest: 64 * KB,
		summary: 'Removes original messages that the journal holds and two members have checked.',
	},
	discard: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/discards',
		caller: 'member',
		request: 'json',
		ask: v.strictObject({ threads: v.pipe(v.array(id), v.minLength(1), v.maxLength(1000)) }),
		answer: 'json',
		tell: v.strictObject({ discarded: count }),
		largest: 64 * KB,
		summary: 'Throws away threads nobody opened, as when flooded.',
	},
	destroy: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/threads/{thread}',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ gone: v.picklist(['now', 'when-logs-expire']) }),
		largest: 0,
		summary: 'Destroys a thread: its rings, envelopes, files and everybody’s notes of it.',
	},
	filePart: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/threads/{thread}/files/{file}/{part}',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'bytes',
		tell: nothing,
		largest: 0,
		summary: 'One part of a sealed file.',
	},
	names: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/names',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'bytes',
		tell: nothing,
		largest: 0,
		summary: 'Who is who among the members, sealed for the members.',
	},
	putNames: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/names',
		caller: 'administrator',
		request: 'bytes',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 256 * KB,
		summary: 'Replaces the sealed names.',
	},
	addToRoster: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/roster',
		caller: 'member',
		request: 'json',
		ask: v.strictObject({ entry: signedText, statement: v.nullable(signedText) }),
		answer: 'json',
		tell: v.strictObject({ seq: count }),
		largest: 64 * KB,
		summary: 'Adds an entry to the roster.',
	},
	state: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/statement',
		caller: 'administrator',
		request: 'json',
		ask: v.strictObject({ statement: signedText }),
		answer: 'json',
		tell: nothing,
		largest: 32 * KB,
		summary: 'Renews the statement that the roster is current.',
	},
	proposals: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/proposals',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ proposals: v.array(signedText) }),
		largest: 0,
		summary: 'Roster entries that wait for a second signature.',
	},
	propose: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/proposals',
		caller: 'administrator',
		request: 'json',
		ask: v.strictObject({ entry: signedText }),
		answer: 'json',
		tell: nothing,
		largest: 64 * KB,
		summary: 'Leaves a roster entry for a second member to sign.',
	},
	invite: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/invitations',
		caller: 'administrator',
		request: 'json',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ token: secret }),
		largest: KB,
		summary: 'A link for one new member; works once, for 7 days.',
	},
	joins: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/joins',
		caller: 'administrator',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			joins: v.array(v.strictObject({ member: id, request: signedText, name: base64url })),
		}),
		largest: 0,
		summary: 'Invited people who wait to be taken in.',
	},
	refuseJoin: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/joins/{member}',
		caller: 'administrator',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 0,
		summary: 'Turns an invited person away.',
	},
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
	drawer: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/drawer',
		caller: 'member',
		request: 'none',
		ask: nothing,
		answer: 'frames',
		tell: v.strictObject({ bucket: count, generation: count }),
		largest: 0,
		summary: 'The member’s own sealed digests.',
	},
	putDrawer: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/drawer',
		caller: 'member',
		request: 'frames',
		ask: v.strictObject({ bucket: count, generation: count }),
		answer: 'json',
		tell: nothing,
		largest: 17000 * KB,
		summary: 'Replaces segments of the member’s own sealed digests.',
	},
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof ENDPOINTS
export type Ask<Name extends EndpointName> = v.InferOutput<(typeof ENDPOINTS)[Name]['ask']>
export type Tell<Name extends EndpointName> = v.InferOutput<(typeof ENDPOINTS)[Name]['tell']>
export type Change = v.InferOutput<typeof change>

/** Why the server did not do it. Each has a sentence in every language (`content/<lang>/interface/refusals.json`). */
export const REFUSALS = [
	'not-found',
	'not-allowed',
	'not-signed-in',
	'malformed',
	'too-large',
	'no-such-desk',
	'intake-closed',
	'no-such-mailbox',
	'mailbox-taken',
	'wrong-proof',
	'challenge-expired',
	'proof-of-work-needed',
	'full',
	'thread-full',
	'file-conflict',
	'not-an-envelope',
	'not-the-next-entry',
	'not-a-reader',
	'roster-refuses',
	'link-used',
	'login-taken',
	'two-needed',
	'too-early',
	'server-error',
	'unavailable',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** Body of every answer that is not a success. */
export const refusalBody = v.object({ because: v.picklist(REFUSALS), detail: v.optional(v.string()) })
