import * as v from 'valibot'
import { count, day, hash, id, signingKey } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'
import {
	DESK_KINDS,
	LABELS,
	ROLES,
	type RosterEntry,
	type RosterStatement,
	WEEKDAYS,
} from '#domain/roster/roster.ts'

const recipient = v.pipe(v.string(), v.regex(/^age1pq1[02-9ac-hj-np-z]{1900,2000}$/))

const card = v.strictObject({
	name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
	kind: v.picklist(DESK_KINDS),
	languages: v.pipe(v.array(v.picklist(LANGUAGES)), v.minLength(1), v.maxLength(LANGUAGES.length)),
	days: v.pipe(v.array(v.picklist(WEEKDAYS)), v.minLength(1), v.maxLength(7)),
	answerWithinDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
	checkWordsAt: v.pipe(v.string(), v.maxLength(300)),
})

const member = v.strictObject({
	id,
	signingKey,
	recipient,
	label: v.picklist(LABELS),
	roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
})

const at = { v: v.literal(1), seq: count, prev: hash, day }

const rosterEntry = v.variant('kind', [
	v.strictObject({ ...at, kind: v.literal('founded'), root: signingKey, nonce: id, card }),
	v.strictObject({ ...at, kind: v.literal('member-added'), member }),
	v.strictObject({ ...at, kind: v.literal('member-removed'), id }),
	v.strictObject({ ...at, kind: v.literal('recovery-set'), recipient }),
	v.strictObject({ ...at, kind: v.literal('sheet-tried'), id }),
	v.strictObject({ ...at, kind: v.literal('recovery-tried') }),
	v.strictObject({ ...at, kind: v.literal('card-changed'), card }),
	v.strictObject({ ...at, kind: v.literal('intake-opened') }),
	v.strictObject({ ...at, kind: v.literal('intake-closed') }),
	v.strictObject({ ...at, kind: v.literal('gap-accepted'), thread: id, from: count, to: count }),
])

const rosterStatement = v.strictObject({ v: v.literal(1), desk: hash, seq: count, head: hash, until: day })

/** The entry a roster text holds, or null when it is of an unknown kind or malformed. */
export function readRosterEntry(text: string): RosterEntry | null {
	return readWith(rosterEntry, text)
}

export function readRosterStatement(text: string): RosterStatement | null {
	return readWith(rosterStatement, text)
}

function readWith<Output>(schema: v.GenericSchema<unknown, Output>, text: string): Output | null {
	let value: unknown
	try {
		value = JSON.parse(text)
	} catch (error) {
		if (error instanceof SyntaxError) return null
		throw error
	}
	const read = v.safeParse(schema, value)
	return read.success ? read.output : null
}
