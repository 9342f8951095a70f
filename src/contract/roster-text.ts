import * as v from 'valibot'
import { count, day, hash, id, signingKey } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { CARD_LONGEST, MOST_CARD_LINES, MOST_CONTACTS } from '#domain/roster/judge-card.ts'
import {
	DESK_KINDS,
	LABELS,
	ROLES,
	type RosterEntry,
	type RosterStatement,
	WEEKDAYS,
} from '#domain/roster/roster.ts'

// The texts inside signed texts. They arrive from anybody, so both server and clients read them with these shapes.

const eachOnce = <const Options extends v.PicklistOptions>(options: Options) =>
	v.pipe(
		v.array(v.picklist(options)),
		v.check((chosen) => new Set(chosen).size === chosen.length),
	)

const someOf = <const Options extends v.PicklistOptions>(options: Options) =>
	v.pipe(eachOnce(options), v.minLength(1))

const recipient = v.pipe(v.string(), v.regex(/^age1(pq1)?[02-9ac-hj-np-z]+$/), v.maxLength(2100))

/** One line as it stands: nothing that breaks it, or turns what follows around (Unicode UAX #9, explicit marks). */
const line = (longest: number) =>
	v.pipe(v.string(), v.maxLength(longest), v.regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u))

const fullLine = (longest: number) => v.pipe(line(longest), v.regex(/\S/u))

const cardWords = v.strictObject({
	language: v.picklist(LANGUAGES),
	can: v.pipe(v.array(fullLine(CARD_LONGEST.line)), v.maxLength(MOST_CARD_LINES)),
	cannot: v.pipe(v.array(fullLine(CARD_LONGEST.line)), v.maxLength(MOST_CARD_LINES)),
	obliged: line(CARD_LONGEST.obliged),
})

const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/))

const contact = v.strictObject({
	name: fullLine(CARD_LONGEST.name),
	reach: fullLine(CARD_LONGEST.reach),
	languages: someOf(LANGUAGES),
	days: someOf(WEEKDAYS),
	hours: v.nullable(v.strictObject({ from: clock, to: clock })),
	confirmed: day,
})

const card = v.strictObject({
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
	kind: v.picklist(DESK_KINDS),
	languages: someOf(LANGUAGES),
	days: someOf(WEEKDAYS),
	answerWithinDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
	checkWordsAt: v.pipe(v.string(), v.maxLength(500)),
	// Cards signed before these existed say nothing about them, and stay valid.
	words: v.optional(v.pipe(v.array(cardWords), v.maxLength(LANGUAGES.length)), []),
	contacts: v.optional(v.pipe(v.array(contact), v.maxLength(MOST_CONTACTS)), []),
})

const member = v.strictObject({
	id,
	signingKey,
	recipient,
	label: v.picklist(LABELS),
	// A member without a role reads only what they are given.
	roles: eachOnce(ROLES),
})

const place = v.nullable(v.strictObject({ seq: count, hash }))
const lostEntries = v.strictObject({ thread: id, known: place, head: place })

/** As many as one signed text has room for. */
export const MOST_GAPS = 40

const at = { v: v.literal(1), seq: count, prev: hash, day }

const rosterEntry: v.GenericSchema<unknown, RosterEntry> = v.variant('kind', [
	v.strictObject({
		...at,
		kind: v.literal('founded'),
		root: signingKey,
		nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{32,64}$/)),
		card,
	}),
	v.strictObject({ ...at, kind: v.literal('member-added'), member }),
	v.strictObject({ ...at, kind: v.literal('member-removed'), id }),
	v.strictObject({ ...at, kind: v.literal('recovery-set'), recipient }),
	v.strictObject({ ...at, kind: v.literal('sheet-tried'), id }),
	v.strictObject({ ...at, kind: v.literal('recovery-tried') }),
	v.strictObject({ ...at, kind: v.literal('card-changed'), card }),
	v.strictObject({ ...at, kind: v.literal('intake-opened') }),
	v.strictObject({ ...at, kind: v.literal('intake-closed') }),
	v.strictObject({
		...at,
		kind: v.literal('gap-accepted'),
		gaps: v.pipe(v.array(lostEntries), v.minLength(1), v.maxLength(MOST_GAPS)),
	}),
	v.strictObject({ ...at, kind: v.literal('closing-announced'), until: day }),
	v.strictObject({
		...at,
		kind: v.literal('closed'),
		destroyed: count,
		told: count,
		collected: count,
		handedOver: count,
	}),
	v.strictObject({ ...at, kind: v.literal('retention-set'), keepDays: count, backupDays: count }),
])

const rosterStatement: v.GenericSchema<unknown, RosterStatement> = v.strictObject({
	v: v.literal(1),
	desk: hash,
	seq: count,
	head: hash,
	until: day,
})

/** What an invited person signs with their new key (purpose `join-request`). */
const joinRequest = v.strictObject({ v: v.literal(1), desk: hash, signingKey, recipient })
export type JoinRequest = v.InferOutput<typeof joinRequest>

/** @returns null when the text is not an entry of a kind and version known here. */
export function readRosterEntry(text: string): RosterEntry | null {
	return read(rosterEntry, text)
}

/** @returns null when the text is not a statement of a version known here. */
export function readRosterStatement(text: string): RosterStatement | null {
	return read(rosterStatement, text)
}

/** @returns null when the text is not a request to join of a version known here. */
export function readJoinRequest(text: string): JoinRequest | null {
	return read(joinRequest, text)
}

function read<Output>(schema: v.GenericSchema<unknown, Output>, text: string): Output | null {
	const result = v.safeParse(schema, parsed(text))
	return result.success ? result.output : null
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch (error) {
		if (error instanceof SyntaxError) return undefined
		throw error
	}
}
