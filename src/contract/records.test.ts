import fc from 'fast-check'
import type * as v from 'valibot'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { teamEntry } from '#contract/entries.ts'
import { readTeamEntry } from '#contract/entries.ts'
import { type personRecord, readPersonRecord, readTeamRecord, type teamRecord } from '#contract/records.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { LONGEST, MOST_INTERPRETERS, MOST_READERS } from '#domain/threads/limits.ts'
import type { PersonRecord, Story, TeamRecord } from '#domain/threads/records.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import { answer, DESK, later, LENA, MAILBOX, NOOR, RUTH, story } from '../../tests/seed/kessa-thread.ts'

const PLACE = { desk: DESK, mailbox: MAILBOX }
const RECIPIENT = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'
const IDENTITY = x25519Identity(new Uint8Array(32).fill(7))
const HASH = 'e'.repeat(64)

const file = {
	id: RUTH,
	key: IDENTITY,
	size: 12,
	sha256: HASH,
	name: 'réunion.jpg',
	type: 'image/jpeg',
	parts: 1,
	copy: 'clean-copy' as const,
}
const keys = { ...story().keys, recipient: RECIPIENT }
const records: PersonRecord[] = [
	story({ keys, voice: file, leaveOut: [LENA] }),
	later({
		kind: 'addition',
		n: 1,
		topic: 'when',
		text: 'à l’aube',
		when: { earliest: day('2026-03-01'), latest: day('2026-03-04') },
	}),
	later({ kind: 'file', n: 2, file }),
	later({ kind: 'consent', n: 3, consent: story().consent, signature: 'a'.repeat(128) }),
	later({ kind: 'wish', n: 4, wish: 'delete', text: '' }),
	later({ kind: 'read', n: 5, upTo: -1 }),
]
const reply = answer(0, { recipient: RECIPIENT })
const message = { body: JSON.stringify(records[0]), mac: HASH }
const ring = { version: 0, envelope: HASH, readers: [RUTH, LENA] }
const entries: TeamEntry[] = [
	{ kind: 'opened', original: HASH, message, ring },
	{ kind: 'took-in', original: HASH, message },
	{ kind: 'answered', body: JSON.stringify(reply), deposit: HASH },
	{ kind: 'deposited-again', answer: 0, deposit: HASH },
	{ kind: 'moved', stage: 'closed', promised: null },
	{ kind: 'ring-changed', ring, because: 'given' },
	{ kind: 'checked', ring: 0, originals: [HASH] },
	{ kind: 'flagged', seq: 3, hash: HASH, because: 'mistake' },
	{ kind: 'wish-judged', message: HASH, judged: 'confirmed', how: 'She called.' },
	{ kind: 'noted', text: 'She called.' },
	{ kind: 'held', held: true, because: 'The trial is in March.' },
	{
		kind: 'translation-asked',
		of: 0,
		hash: HASH,
		to: NOOR,
		from: null,
		into: 'sw',
		until: day('2026-12-06'),
		parcel: 'a'.repeat(32),
		key: file.key,
	},
	{ kind: 'translated', parcel: 'a'.repeat(32), body: '{}', signature: 'a'.repeat(128) },
	{ kind: 'translation-taken-back', parcel: 'a'.repeat(32) },
	{ kind: 'passed-on', to: 'Lamp Post', yes: HASH },
]

function day(text: string) {
	const { promised } = answer(0, { promised: text as NonNullable<TeamRecord['promised']> })
	if (promised === null) throw new TypeError('a day')
	return promised
}

test('what is read is exactly what the rules work on', () => {
	expectTypeOf<v.InferOutput<typeof personRecord>>().toEqualTypeOf<Plain<PersonRecord>>()
	expectTypeOf<v.InferOutput<typeof teamRecord>>().toEqualTypeOf<Plain<TeamRecord>>()
	expectTypeOf<v.InferOutput<typeof teamEntry>>().toExtend<TeamEntry>()
	expectTypeOf<TeamEntry['kind']>().toEqualTypeOf<v.InferOutput<typeof teamEntry>['kind']>()
})
/** Intersections written out, so that types can be compared. */
type Plain<Of> = Of extends string | number | boolean | null ? Of : { [Key in keyof Of]: Plain<Of[Key]> }

test('a story that leaves out every reader but one and every interpreter is read', () => {
	const leaveOut = Array.from({ length: MOST_READERS - 1 + MOST_INTERPRETERS }, (_, at) =>
		at.toString(16).padStart(32, '0'),
	)
	expect(readPersonRecord(JSON.stringify(story({ keys, leaveOut })), PLACE)).toMatchObject({ leaveOut })
})

test('every record and entry comes back as it was written', () => {
	for (const record of records) expect(readPersonRecord(JSON.stringify(record), PLACE)).toEqual(record)
	expect(readTeamRecord(JSON.stringify(reply), PLACE)).toEqual(reply)
	for (const entry of entries) expect(readTeamEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
})

test('any text a person can write comes through', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
			expect(readPersonRecord(JSON.stringify(story({ keys, text })), PLACE)).toMatchObject({ text })
		}),
	)
})

test('what was written for another desk or mailbox is not read', () => {
	for (const record of [...records, reply]) {
		const body = JSON.stringify(record)
		expect(readPersonRecord(body, { ...PLACE, desk: HASH })).toBeNull()
		expect(readPersonRecord(body, { ...PLACE, mailbox: RUTH })).toBeNull()
		expect(readTeamRecord(body, { ...PLACE, mailbox: RUTH })).toBeNull()
	}
})

/** Every way to change one value somewhere inside. */
function* mutants(value: unknown, bad: unknown): Generator {
	yield bad
	if (Array.isArray(value))
		for (const at of value.keys()) for (const other of mutants(value[at], bad)) yield value.with(at, other)
	else if (typeof value === 'object' && value !== null)
		for (const [key, inner] of Object.entries(value))
			for (const other of mutants(inner, bad)) yield { ...value, [key]: other }
}

describe('hostile plaintext is answered with nothing, and nothing is thrown', () => {
	test.each([-1.5, 2 ** 60, '\ud800', { a: [] }, [[]], '\u202e'.repeat(2 ** 20 + 1)])(
		'a wrong value anywhere (%#)',
		(bad) => {
			for (const record of records)
				for (const mutant of mutants(record, bad))
					expect(readPersonRecord(JSON.stringify(mutant), PLACE)).toBeNull()
			for (const mutant of mutants(reply, bad))
				expect(readTeamRecord(JSON.stringify(mutant), PLACE)).toBeNull()
			for (const entry of entries)
				for (const mutant of mutants(entry, bad))
					expect(['unknown-kind', null]).toContain(readTeamEntry(mutant))
		},
	)

	test.each([NaN, Infinity, -Infinity, -0.1, 1n, Symbol('x'), () => 0])(
		'a value JSON has no word for (%#)',
		(bad) => {
			for (const entry of entries)
				for (const mutant of mutants(entry, bad))
					expect(['unknown-kind', null]).toContain(readTeamEntry(mutant))
		},
	)

	test('a missing or an extra key', () => {
		for (const record of records) {
			for (const key of Object.keys(record))
				expect(readPersonRecord(JSON.stringify({ ...record, [key]: undefined }), PLACE)).toBeNull()
			for (const key of ['__proto__', 'constructor', 'toString', 'extra'])
				expect(
					readPersonRecord(JSON.stringify(record).replace('{', `{"${key}":{"polluted":1},`), PLACE),
				).toBeNull()
		}
		expect({}).not.toHaveProperty('polluted')
	})

	test('deeper than any stack', () => {
		const deep = '['.repeat(500_000) + ']'.repeat(500_000)
		expect(readPersonRecord(deep, PLACE)).toBeNull()
		expect(readPersonRecord(`{"kind":"story","text":${deep}}`, PLACE)).toBeNull()
		expect(readTeamEntry({ kind: 'noted', text: JSON.parse(deep) as unknown })).toBeNull()
	})

	test('anything at all', () => {
		fc.assert(
			fc.property(fc.anything(), fc.string(), (content, body) => {
				expect(['unknown-kind', null]).toContain(readTeamEntry(content))
				expect(readPersonRecord(body, PLACE)).toBeNull()
			}),
		)
	})

	test('one letter too many', () => {
		const long = (change: Partial<Story>) =>
			readPersonRecord(JSON.stringify(story({ keys, ...change })), PLACE)
		expect(long({ text: 'я'.repeat(LONGEST.text) })).not.toBeNull()
		expect(long({ text: 'я'.repeat(LONGEST.text + 1) })).toBeNull()
		expect(long({ voice: { ...file, name: 'a'.repeat(LONGEST.fileName + 1) } })).toBeNull()
		expect(readPersonRecord(' '.repeat(2 ** 20 + 1), PLACE)).toBeNull()
	})
})

test('an entry of a kind nobody knows yet is told apart from rubbish', () => {
	expect(readTeamEntry({ kind: 'joined', text: 'x' })).toBe('unknown-kind')
	expect(readTeamEntry({ kind: 'toString' })).toBe('unknown-kind')
	expect(readTeamEntry({ kind: 'noted' })).toBeNull()
	expect(readTeamEntry({ text: 'x' })).toBeNull()
})
