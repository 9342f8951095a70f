import * as v from 'valibot'
import { type Endpoint, KB } from '#contract/endpoint.ts'
import { hostReport } from '#contract/host-report.ts'
import { OWN_KEYS_ENDPOINTS } from '#contract/own-keys-endpoints.ts'
import {
	base64url,
	count,
	day,
	hash,
	id,
	secret,
	signedText,
	signingKey,
	visibleEntry,
} from '#contract/shapes.ts'

const nothing = v.strictObject({})

export const entryFrame = v.strictObject({
	kind: v.literal('entry'),
	entry: visibleEntry,
	/** Whether the thread is kept longer than its time from now on; absent when the entry does not speak of that. */
	hold: v.optional(v.boolean()),
})
export const ringFrame = v.strictObject({
	kind: v.literal('ring'),
	version: count,
	hash,
	/** Ids of the members it is sealed to, so that the server hands sealed entries to nobody else. */
	readers: v.pipe(v.array(id), v.minLength(1), v.maxLength(24)),
})

/** With these keys a mailbox began: the person's, which proves who returns, and the one answers are signed with. */
const mailboxKeys = v.strictObject({ proofKey: signingKey, depositKey: signingKey })

/** The first message came with the keys of its mailbox. `receipt`: by it the server knows again what it once took in. */
const origin = { keys: v.nullable(mailboxKeys), receipt: secret }

export const broughtMessage = v.strictObject({ kind: v.literal('message'), hash, day, ...origin })

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
		...origin,
	}),
	v.strictObject({ kind: v.literal('entry'), order: count, thread: id, entry: visibleEntry }),
	v.strictObject({
		kind: v.literal('ring'),
		order: count,
		thread: id,
		version: count,
		hash,
		readers: v.array(id),
	}),
	v.strictObject({ kind: v.literal('deposit'), order: count, thread: id, hash, read: v.boolean() }),
	v.strictObject({ kind: v.literal('destroyed'), order: count, thread: id, day }),
])

/** What a member with a session may ask. */
export const MEMBER_ENDPOINTS = {
	...OWN_KEYS_ENDPOINTS,
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
		caller: 'colleague',
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
		caller: 'colleague',
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
		caller: 'colleague',
		request: 'frames',
		ask: v.variant('kind', [entryFrame, ringFrame]),
		answer: 'json',
		tell: v.strictObject({ seq: count }),
		largest: 4400 * KB,
		summary: 'Adds entries to a journal, and the ring they speak of, in one step or not at all.',
	},
	orphans: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/orphans',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ threads: v.array(id) }),
		largest: 0,
		summary: 'Threads whose readers have all left the team: only the recovery key opens them.',
	},
	ending: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/ending',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ threads: v.array(v.strictObject({ thread: id, until: day })) }),
		largest: 0,
		summary: 'Threads the caller reads that end by themselves within 30 days, each with its last day.',
	},
	closing: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/closing',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			/** `collected`: something was left for the person, and nothing of it waits. */
			mine: v.array(v.strictObject({ thread: id, collected: v.boolean() })),
			others: v.array(v.strictObject({ readers: v.array(id), threads: count, collected: count })),
			ended: v.strictObject({ destroyed: count, told: count, collected: count, handedOver: count }),
		}),
		largest: 0,
		summary:
			'What a team that closes has left: the threads the caller may open, who opens the others, and what became of the rest.',
	},
	lacking: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/lacking',
		caller: 'colleague',
		request: 'json',
		ask: v.strictObject({
			known: v.pipe(
				v.array(
					v.strictObject({
						thread: id,
						messages: v.pipe(v.array(hash), v.maxLength(500)),
						/** The newest entry, by its place and hash. */
						head: v.nullable(v.strictObject({ seq: count, hash })),
					}),
				),
				v.maxLength(500),
			),
		}),
		answer: 'json',
		tell: v.strictObject({
			lacking: v.array(v.strictObject({ thread: id, is: v.picklist(['unknown', 'destroyed', 'older']) })),
		}),
		largest: 1024 * KB,
		summary:
			'Which threads are missing, or shorter than the caller has seen them: after a backup was restored.',
	},
	bringBack: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads/{thread}/messages',
		caller: 'colleague',
		request: 'frames',
		ask: broughtMessage,
		answer: 'json',
		tell: v.strictObject({ stored: count }),
		largest: 4400 * KB,
		summary: 'Gives messages back that a restored server lacks. Repeating it changes nothing.',
	},
	retireOriginal: {
		method: 'POST',
		path: '/api/v1/desks/{desk}/threads/{thread}/retired',
		caller: 'colleague',
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
		caller: 'colleague',
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
		caller: 'colleague',
		request: 'none',
		/** Query, while the team closes. `ended`: what it counts as. `when`: only if that is so. */
		ask: v.strictObject({
			ended: v.optional(v.picklist(['told', 'handed-over'])),
			when: v.optional(v.literal('collected')),
		}),
		answer: 'json',
		tell: v.strictObject({ gone: v.picklist(['now', 'when-logs-expire']) }),
		largest: 0,
		summary: 'Destroys a thread: its rings, envelopes, files and everybody’s notes of it.',
	},
	filePart: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/threads/{thread}/files/{file}/{part}',
		caller: 'colleague',
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
		caller: 'colleague',
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
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({ proposals: v.array(signedText) }),
		largest: 0,
		summary: 'Roster entries that wait for a second signature.',
	},
	host: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/host',
		caller: 'administrator',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: hostReport,
		largest: 0,
		summary: 'What is missing on the machine, and what whoever takes it now would count.',
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
	drawer: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/drawer',
		caller: 'colleague',
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
		caller: 'colleague',
		request: 'frames',
		ask: v.strictObject({ bucket: count, generation: count }),
		answer: 'json',
		tell: nothing,
		largest: 17000 * KB,
		summary: 'Replaces segments of the member’s own sealed digests.',
	},
} as const satisfies Record<string, Endpoint>

export type Change = v.InferOutput<typeof change>
