import fc from 'fast-check'
import type { Consent } from '#domain/consent/consent.ts'
import { REACHES } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import { DEFAULT_RETENTION } from '#domain/keeping/retention.ts'
import type { Member, Roster } from '#domain/roster/roster.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { FLAG_REASONS } from '#domain/threads/entries.ts'
import { type Found, NOTHING_FOUND, type Placed } from '#domain/threads/placed-entry.ts'
import type { PersonRecord, Story, TeamRecord } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import type { Who } from '#domain/threads/thread-refusals.ts'

// Amina organises near the Kessa mine in Arcadia and writes to a team of five: Ruth keeps the roster, Ruth, Tomas and
// Lena open what comes in, Ismael advises on law and reads only what he is given, Noor translates.

const id = (letter: string) => letter.repeat(32)
export const RUTH = id('a')
export const TOMAS = id('b')
export const LENA = id('c')
export const ISMAEL = id('d')
export const NOOR = id('6')
export const DESK = '5'.repeat(64)
export const MAILBOX = id('7')
export const TODAY = '2026-11-22' as Day

const member = (of: string, roles: Member['roles'], label: Member['label']): Member => ({
	id: of,
	signingKey: `${of}${of}`,
	recipient: `age1pq1${of}`,
	label,
	roles,
})

export const roster: Roster = {
	desk: DESK,
	root: '9'.repeat(64),
	seq: 7,
	head: '8'.repeat(64),
	card: {
		name: 'Lantern',
		kind: 'civil-society',
		languages: ['en', 'fr'],
		days: ['mon', 'thu'],
		answerWithinDays: 7,
		checkWordsAt: 'lantern.example',
		words: [],
		contacts: [],
	},
	members: [
		member(RUTH, ['administrator', 'triage'], 'coordinator'),
		member(TOMAS, ['triage'], 'case-worker'),
		member(LENA, ['triage'], 'case-worker'),
		member(ISMAEL, [], 'legal-adviser'),
		member(NOOR, [], 'interpreter'),
	],
	sheetsTried: [RUTH, TOMAS],
	recovery: { recipient: 'age1pq1recovery', tried: true },
	intake: 'open',
	retention: DEFAULT_RETENTION,
	closing: null,
	closed: null,
	gaps: [],
}

export const as = (who: string): Who => ({ member: who, roster, today: TODAY })

export const VISIT = 'e'.repeat(16)

const place = { v: 1, desk: DESK, mailbox: MAILBOX, roster: { seq: 7, head: '8'.repeat(64) } } as const
const fromPerson = { ...place, visit: VISIT } as const

export const FIRST: Consent = { reach: 'experts-unnamed', totals: true, keepFrom: 'the mine’s guards' }

export function story(change: Partial<Story> = {}): Story {
	return {
		...fromPerson,
		kind: 'story',
		n: 0,
		language: 'fr',
		reason: 'to-me-or-us',
		text: 'Ils surveillent nos réunions depuis la marche.',
		voice: null,
		consent: FIRST,
		leaveOut: [],
		showAgain: false,
		keys: { recipient: 'age1amina', mac: '1'.repeat(64), consent: '2'.repeat(64) },
		...change,
	}
}

type Later = Exclude<PersonRecord, Story>
type Without<Record> = Record extends Later
	? Omit<Record, 'v' | 'desk' | 'mailbox' | 'visit' | 'roster'>
	: never

export function later(record: Without<Later> & { visit?: string }): Later {
	return { ...fromPerson, ...record }
}

export function answer(n: number, change: Partial<TeamRecord> = {}): TeamRecord {
	return {
		...place,
		kind: 'answer',
		n,
		text: 'Nous vous avons lue.',
		stage: 'reading',
		nextStep: 'Nous parlons avec une avocate.',
		promised: '2026-12-01' as Day,
		recipient: 'age1thread',
		readUpTo: -1,
		...change,
	}
}

export type Step = { by: string; entry: Placed<TeamEntry>['entry']; found?: Partial<Found> }

/** A journal with these steps, numbered and hashed. Everybody but Ismael is in triage. */
export function journal(...steps: readonly Step[]): Placed<TeamEntry>[] {
	return steps.map(({ by, entry, found }, seq) => placed(seq, by, entry, found))
}

export function placed(
	seq: number,
	by: string,
	entry: Step['entry'],
	found: Partial<Found> = {},
): Placed<TeamEntry> {
	return {
		seq,
		hash: hashAt(seq),
		author: by,
		triage: by !== ISMAEL,
		entry,
		found: { ...NOTHING_FOUND, ...found },
	}
}

/** Hash of the entry at a place; of the message and the deposit made there, too. */
export function hashAt(seq: number): string {
	return seq.toString(16).padStart(64, '0')
}

export const opens = (by: string, readers: readonly string[], record: PersonRecord = story()): Step => ({
	by,
	entry: {
		kind: 'opened',
		original: 'original-of-the-story',
		message: { body: JSON.stringify(record), mac: 'mac-of-the-story' },
		ring: { version: 0, envelope: 'ring-0', readers },
	},
	found: { message: { record, authentic: true, signed: false, original: 'same' }, ring: 'opens' },
})

export const takesIn = (
	by: string,
	record: PersonRecord,
	found: { authentic?: boolean; signed?: boolean; original?: 'same' | 'differs' | 'gone'; as?: string } = {},
): Step => {
	const { as: original = `original-${record.n}-${record.kind}`, ...checked } = found
	const body = JSON.stringify(record)
	return {
		by,
		entry: { kind: 'took-in', original, message: { body, mac: `mac of ${body}` } },
		found: { message: { record, authentic: true, signed: true, original: 'same', ...checked } },
	}
}

export const answers = (by: string, record: TeamRecord, leadsHere = true): Step => ({
	by,
	entry: { kind: 'answered', body: JSON.stringify(record), deposit: `deposit-${record.n}-${record.text}` },
	found: { answer: { record, leadsHere } },
})

export const changesRing = (
	by: string,
	because: 'given' | 'taken',
	version: number,
	readers: readonly string[],
	ring: 'opens' | 'does-not-open' | 'not-for-me' = 'opens',
): Step => ({
	by,
	entry: { kind: 'ring-changed', ring: { version, envelope: `ring-${version}`, readers }, because },
	found: { ring },
})

export const asksToTranslate = (
	by: string,
	of: number,
	parcel = id('1'),
	{ interpreter = true, right = true } = {},
): Step => ({
	by,
	entry: {
		kind: 'translation-asked',
		of,
		hash: hashAt(right ? of : of + 1),
		to: NOOR,
		from: 'fr',
		into: 'en',
		until: '2026-12-06' as Day,
		parcel,
		key: 'AGE-SECRET-KEY-1ONE',
	},
	found: { interpreter },
})

export const takesTranslation = (
	by: string,
	parcel = id('1'),
	{ text = 'They watch our meetings.', signed = true }: { text?: string | null; signed?: boolean } = {},
): Step => ({
	by,
	entry: { kind: 'translated', parcel, body: JSON.stringify({ text }), signature: '' },
	found: { translation: { text, signed } },
})

export const flags = (by: string, seq: number): Step => ({
	by,
	entry: { kind: 'flagged', seq, hash: hashAt(seq), because: 'mistake' },
})

export const judges = (by: string, message: string, judged: 'confirmed' | 'refused'): Step => ({
	by,
	entry: { kind: 'wish-judged', message, judged, how: 'She called from the number we know.' },
})

export const anybody = fc.constantFrom(RUTH, TOMAS, LENA, ISMAEL)
export const anyConsent: fc.Arbitrary<Consent> = fc.record({
	reach: fc.constantFrom(...REACHES),
	totals: fc.boolean(),
	keepFrom: fc.constantFrom('', 'the mine’s guards', 'my brother', 'the mine’s guards\nmy brother'),
})
const anyReaders = fc.uniqueArray(anybody, { maxLength: 4 })
const small = fc.nat(9)
export const anyParcel = fc.constantFrom(id('1'), id('2'))

const anyLater: fc.Arbitrary<PersonRecord> = fc.oneof(
	fc.record({ n: small, consent: anyConsent }).map((of) => later({ kind: 'consent', signature: '', ...of })),
	fc.record({ n: small, upTo: fc.integer({ min: -1, max: 9 }) }).map((of) => later({ kind: 'read', ...of })),
	fc
		.record({ n: small, wish: fc.constantFrom('delete', 'new-contact') })
		.map((of) => later({ kind: 'wish', text: 'ask my sister', ...of })),
	fc
		.record({ n: small, topic: fc.constantFrom('more', 'how-to-reach') })
		.map((of) => later({ kind: 'addition', text: 'behind the school', when: null, ...of })),
	fc.constant(story({ text: 'another story', leaveOut: [RUTH] })),
)

const anyEffect: fc.Arbitrary<Omit<Step, 'by'>> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc
			.record({ record: anyLater, authentic: fc.boolean(), signed: fc.boolean() })
			.map(({ record, ...found }) => takesIn('', record, found)),
	},
	fc
		.record({ n: small, stage: fc.constantFrom(...STAGES) })
		.map(({ n, stage }) => answers('', answer(n, { stage }))),
	small.map((n) => answers('', answer(n, { stage: 'closed', promised: null, ends: TODAY }))),
	small.map((n) => ({
		entry: { kind: 'passed-on' as const, to: 'Lamp Post', yes: `original-${n}-addition` },
	})),
	fc
		.record({ answer: small, deposit: small.map(String) })
		.map((of) => ({ entry: { kind: 'deposited-again' as const, ...of } })),
	fc.constantFrom(...STAGES).map((stage) => ({ entry: { kind: 'moved' as const, stage, promised: null } })),
	{
		weight: 3,
		arbitrary: fc
			.tuple(fc.constantFrom('given' as const, 'taken' as const), small, anyReaders)
			.map(([because, version, readers]) => changesRing('', because, version, readers)),
	},
	fc
		.record({ ring: small, originals: fc.subarray(['original-of-the-story', 'original-1-read']) })
		.map((of) => ({ entry: { kind: 'checked' as const, ...of } })),
	fc
		.tuple(small, fc.constantFrom('consent', 'wish', 'addition'), fc.boolean())
		.map(([n, kind, yes]) => judges('', `original-${n}-${kind}`, yes ? 'confirmed' : 'refused')),
	fc.constantFrom('', 'called her cousin').map((text) => ({ entry: { kind: 'noted' as const, text } })),
	fc
		.record({ held: fc.boolean(), because: fc.constantFrom('', 'the trial in March') })
		.map((of) => ({ entry: { kind: 'held' as const, ...of } })),
	fc
		.record({ of: small, parcel: anyParcel, interpreter: fc.boolean(), right: fc.boolean() })
		.map(({ of, parcel, ...found }) => asksToTranslate('', of, parcel, found)),
	fc
		.record({ parcel: anyParcel, text: fc.constantFrom(null, '', 'They watch us.'), signed: fc.boolean() })
		.map(({ parcel, ...found }) => takesTranslation('', parcel, found)),
	anyParcel.map((parcel) => ({ entry: { kind: 'translation-taken-back' as const, parcel } })),
	fc.constantFrom('unknown-kind' as const, 'unreadable' as const).map((entry) => ({ entry })),
)

/** Any entry but a flag, sensible or not. */
export const anyStep: fc.Arbitrary<Step> = fc
	.tuple(anybody, anyEffect)
	.map(([by, effect]) => ({ ...effect, by }))

export const anyFlag: fc.Arbitrary<Step> = fc
	.record({ by: anybody, seq: fc.nat(12), right: fc.boolean(), because: fc.constantFrom(...FLAG_REASONS) })
	.map(({ by, seq, right, because }) => ({
		by,
		entry: { kind: 'flagged', seq, hash: hashAt(right ? seq : seq + 1), because },
	}))

/** A journal that opens properly and goes on in any way whatever. */
export const anyJournal = fc
	.tuple(
		fc.uniqueArray(fc.constantFrom(TOMAS, LENA, ISMAEL)),
		fc.array(fc.oneof(anyStep, anyFlag), { maxLength: 14 }),
	)
	.map(([others, steps]) => journal(opens(RUTH, [RUTH, ...others]), ...steps))
