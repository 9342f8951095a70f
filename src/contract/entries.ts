import * as v from 'valibot'
import { hash, id, identity, number, words } from '#contract/records.ts'
import { day, signature } from '#contract/shapes.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { FLAG_REASONS, type TeamEntry } from '#domain/threads/entries.ts'
import { LONGEST, MOST_READERS } from '#domain/threads/limits.ts'
import { STAGES } from '#domain/threads/stages.ts'
import { LARGEST_RECORD } from '#vault/outside/format.ts'

const message = v.strictObject({ body: words(LARGEST_RECORD), mac: hash })
const ring = v.strictObject({
	version: number,
	envelope: hash,
	readers: v.pipe(v.array(id), v.minLength(1), v.maxLength(MOST_READERS)),
})

/** Most envelopes one check can speak of; a client with more writes several. */
const MOST_ORIGINALS = 500

const KINDS = {
	opened: v.strictObject({ kind: v.literal('opened'), original: hash, message, ring }),
	'took-in': v.strictObject({ kind: v.literal('took-in'), original: hash, message }),
	answered: v.strictObject({ kind: v.literal('answered'), body: words(LARGEST_RECORD), deposit: hash }),
	'deposited-again': v.strictObject({ kind: v.literal('deposited-again'), answer: number, deposit: hash }),
	moved: v.strictObject({
		kind: v.literal('moved'),
		stage: v.picklist(STAGES),
		promised: v.nullable(day),
	}),
	'ring-changed': v.strictObject({
		kind: v.literal('ring-changed'),
		ring,
		because: v.picklist(['given', 'taken']),
	}),
	recovered: v.strictObject({ kind: v.literal('recovered'), ring }),
	'handed-over': v.strictObject({ kind: v.literal('handed-over'), to: id }),
	checked: v.strictObject({
		kind: v.literal('checked'),
		ring: number,
		originals: v.pipe(v.array(hash), v.maxLength(MOST_ORIGINALS)),
	}),
	flagged: v.strictObject({
		kind: v.literal('flagged'),
		seq: number,
		hash,
		because: v.picklist(FLAG_REASONS),
	}),
	'wish-judged': v.strictObject({
		kind: v.literal('wish-judged'),
		message: hash,
		judged: v.picklist(['confirmed', 'refused']),
		how: words(LONGEST.line),
	}),
	noted: v.strictObject({ kind: v.literal('noted'), text: words(LONGEST.note) }),
	'passed-on': v.strictObject({ kind: v.literal('passed-on'), to: words(LONGEST.line), yes: hash }),
	held: v.strictObject({ kind: v.literal('held'), held: v.boolean(), because: words(LONGEST.line) }),
	'translation-asked': v.strictObject({
		kind: v.literal('translation-asked'),
		of: number,
		hash,
		to: id,
		from: v.nullable(v.picklist(INTERFACE_LANGUAGES)),
		into: v.picklist(INTERFACE_LANGUAGES),
		until: day,
		parcel: id,
		key: identity,
	}),
	translated: v.strictObject({
		kind: v.literal('translated'),
		parcel: id,
		body: words(LARGEST_RECORD),
		signature,
	}),
	'translation-taken-back': v.strictObject({ kind: v.literal('translation-taken-back'), parcel: id }),
} as const satisfies Record<TeamEntry['kind'], v.GenericSchema<unknown, TeamEntry>>

export const teamEntry = v.variant('kind', Object.values(KINDS))

/**
 * @param content what `openEntry` gave
 * @returns `unknown-kind` for an entry of a kind a newer client may know, null for what is no entry at all.
 */
export function readTeamEntry(content: unknown): TeamEntry | 'unknown-kind' | null {
	if (typeof content !== 'object' || content === null || !Object.hasOwn(content, 'kind')) return null
	if (!('kind' in content) || typeof content.kind !== 'string') return null
	if (!Object.hasOwn(KINDS, content.kind)) return 'unknown-kind'
	const read = v.safeParse(teamEntry, content)
	return read.success ? read.output : null
}
