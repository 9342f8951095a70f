import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTeamEntry } from '#contract/entries.ts'
import { FrameReader, FramesBroken, readFrames, writeFrames } from '#contract/frames.ts'
import { readCarrier } from '#contract/read-carrier.ts'
import { readCopyRecord, readPersonRecord, readTeamRecord } from '#contract/records.ts'
import { readJoinRequest, readRosterEntry, readRosterStatement } from '#contract/roster-text.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import { refusalOfEntry } from '#domain/roster/judge-entry.ts'
import { hybridIdentity, recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { openFile } from '#vault/attachment.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import { open, seal, SealBroken } from '#vault/envelope.ts'
import { openEntry, sealEntry } from '#vault/journal.ts'
import { openKeyring } from '#vault/member-keys.ts'
import { openMessage } from '#vault/message.ts'
import { hashOf, NotAnEnvelope, takeApart } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { openRing } from '#vault/ring.ts'
import { readShare } from '#vault/shares.ts'
import { NotATar, readHeader, readLongName, tarHead } from '#vault/tar.ts'
import { readWords, toDigits, toWords, WORD_COUNTS, type WordsKind } from '#vault/words.ts'
import { answer, DESK, later, MAILBOX, RUTH, story } from '../seed/kessa-thread.ts'
import { lists } from '../seed/return-word-lists.ts'
import { bentLike, damagedLike } from './bent.ts'
import { tries } from './how-many.ts'

// What others wrote is read by these. Each says in its own way that it cannot, and never in another; what comes out is
// what went in.

const MINUTES = 60_000
const constant = <Value>(...values: readonly Value[]) => fc.constantFrom(...values)
const raw = fc.uint8Array({ maxLength: 700 })
const seed = (of: number) => new Uint8Array(32).fill(of)
const asBytes = (value: unknown) => utf8ToBytes(JSON.stringify(value))

/** @returns what it gives, or null when it ends with an error of this kind; any other error is one too many. */
function expected<Value>(kind: new (...words: never[]) => Error, read: () => Value): Value | null {
	try {
		return read()
	} catch (error) {
		if (error instanceof kind) return null
		throw error
	}
}

async function unlessBroken<Value>(reading: Promise<Value>): Promise<Value | null> {
	try {
		return await reading
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}

const rows = fc
	.array(fc.record({ head: fc.jsonValue({ maxDepth: 2 }), bytes: fc.uint8Array({ maxLength: 60 }) }), {
		maxLength: 4,
	})
	.map((frames): Uint8Array => writeFrames(frames))

test(
	'rows of frames',
	() => {
		fc.assert(
			fc.property(fc.oneof(damagedLike(rows), raw), fc.nat(), (row, at) => {
				const whole = expected(FramesBroken, () => readFrames(row))
				const reader = new FrameReader()
				const cut = row.length === 0 ? 0 : at % row.length
				const pieces = expected(FramesBroken, () => {
					const frames = [row.subarray(0, cut), row.subarray(cut)].flatMap((piece) => reader.take(piece))
					reader.end()
					return frames
				})
				expect(pieces).toEqual(whole)
			}),
			tries(10_000),
		)
	},
	MINUTES * 5,
)

const carried = {
	desk: 'd'.repeat(64),
	mailbox: MAILBOX,
	proofKey: 'a'.repeat(64),
	depositKey: 'b'.repeat(64),
	flood: null,
	copy: 40,
}
const carriers = fc
	.oneof(fc.constant(carried), bentLike(fc.constant(carried)))
	.map((head): Uint8Array => writeFrames([{ head, bytes: new Uint8Array(100) }]))

test('messages that came as a file', () => {
	fc.assert(
		fc.property(fc.oneof(carriers, damagedLike(carriers), raw), (file) => {
			const read = readCarrier(file)
			if (read === null) return
			expect(read.envelope.length).toBeGreaterThan(0)
			expect(read.mailbox).toMatch(/^[0-9a-f]{32}$/)
		}),
		tries(2000),
	)
})

const person = x25519Identity(seed(7))
const doors = [person, hybridIdentity(seed(8))]
const STORY = 'The guards at the mine asked for us.'

async function envelopes(): Promise<Uint8Array[]> {
	return Promise.all(doors.map(async (door) => seal(utf8ToBytes(STORY), [await recipientOf(door)])))
}

test(
	'envelopes from outside',
	async () => {
		const whole = constant(...(await envelopes()))
		fc.assert(
			fc.property(fc.oneof(damagedLike(whole), raw), (envelope) => {
				const parts = expected(NotAnEnvelope, () => takeApart(envelope))
				if (parts !== null) expect(concatBytes(parts.header, parts.payload)).toEqual(envelope)
			}),
			tries(10_000),
		)
	},
	MINUTES * 5,
)

test(
	'envelopes that are opened',
	async () => {
		const whole = constant(...(await envelopes()))
		await fc.assert(
			fc.asyncProperty(damagedLike(whole), async (envelope) => {
				const plain = await unlessBroken(open(envelope, doors))
				if (plain !== null) expect(new TextDecoder().decode(plain)).toBe(STORY)
			}),
			tries(2000),
		)
	},
	MINUTES * 10,
)

const names = constant(
	'kessa.jpg',
	'réunion du 3 mars.jpg',
	'é'.repeat(200),
	'../../etc/passwd',
	'\u202egpj.exe',
)
const tars = fc
	.tuple(names, fc.uint8Array({ maxLength: 600 }))
	.map(([name, bytes]) =>
		concatBytes(tarHead(name, bytes.length), bytes, new Uint8Array(512 - (bytes.length % 512))),
	)

/** With a header that adds up again, so that what it says is looked at. */
function addedUp(tar: Uint8Array): Uint8Array {
	if (tar.length < 512) return tar
	const mended = Uint8Array.from(tar).fill(0x20, 148, 156)
	const sum = mended.subarray(0, 512).reduce((all, byte) => all + byte, 0)
	mended.set(utf8ToBytes(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
	return mended
}
const oddTars = fc.oneof(tars, damagedLike(tars).map(addedUp), damagedLike(tars), raw)

test(
	'archives of one file',
	() => {
		fc.assert(
			fc.property(oddTars, constant('x', 'L', 'g'), (tar, type) => {
				const header = expected(NotATar, () => readHeader(tar.subarray(0, 512)))
				if (header !== null) expect(Number.isSafeInteger(header.size) && header.size >= 0).toBe(true)
				expected(NotATar, () => readLongName(type, tar.subarray(512)))
			}),
			tries(10_000),
		)
	},
	MINUTES * 5,
)

test(
	'files that are opened',
	async () => {
		const recipient = await recipientOf(person)
		await fc.assert(
			fc.asyncProperty(oddTars, async (tar) => {
				const sealed = await seal(tar, [recipient])
				const opened = await unlessBroken(openFile(streamOf(once(sealed)), person))
				if (opened === null) return
				expect(opened.name).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\.{0,2}$/u)
				const size = await unlessBroken(sizeOf(opened.stream))
				if (size !== null) expect(size).toBe(opened.size)
			}),
			tries(1000),
		)
	},
	MINUTES * 10,
)

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield await Promise.resolve(bytes)
}

async function sizeOf(stream: ReadableStream<Uint8Array>): Promise<number> {
	let size = 0
	for await (const chunk of chunksOf(stream)) size += chunk.length
	return size
}

const HEAD = 'f'.repeat(64)
const next = { v: 1, seq: 1, prev: HEAD, day: '2026-11-22' }
const card = {
	name: 'Lantern',
	kind: 'civil-society',
	languages: ['en'],
	days: ['mon'],
	answerWithinDays: 7,
	checkWordsAt: 'lantern.example',
	words: [{ language: 'en', can: ['advise you'], cannot: [], obliged: '' }],
	contacts: [],
}
const FOUNDED = {
	...next,
	seq: 0,
	prev: '0'.repeat(64),
	kind: 'founded',
	root: 'a'.repeat(64),
	nonce: 'b'.repeat(64),
	card,
}

async function rosterTexts(): Promise<object[]> {
	const recipient = await recipientOf(hybridIdentity(seed(9)))
	const member = { id: RUTH, signingKey: 'c'.repeat(64), recipient, label: 'coordinator', roles: ['triage'] }
	return [
		FOUNDED,
		{ ...next, kind: 'member-added', member },
		{ ...next, kind: 'card-changed', card },
		{ ...next, kind: 'sheet-tried', id: RUTH },
		{ ...next, kind: 'recovery-set', recipient },
		{ ...next, kind: 'retention-set', keepDays: 90, backupDays: 30 },
		{ v: 1, desk: 'd'.repeat(64), seq: 3, head: 'e'.repeat(64), until: '2026-12-01' },
		{ v: 1, desk: 'd'.repeat(64), signingKey: 'c'.repeat(64), recipient },
	]
}

test(
	'texts of the roster, and what the rules say of those that can be read',
	async () => {
		const whole = constant<unknown>(...(await rosterTexts()))
		const founded = readRosterEntry(JSON.stringify(FOUNDED))
		if (founded === null) throw new TypeError('this team cannot be founded')
		const roster = evolveRoster(null, founded, HEAD)
		const texts = fc.oneof(
			bentLike(whole).map((value) => JSON.stringify(value)),
			damagedLike(whole.map(asBytes)).map((bytes) => new TextDecoder().decode(bytes)),
			fc.string(),
		)
		fc.assert(
			fc.property(texts, (text) => {
				readRosterStatement(text)
				readJoinRequest(text)
				const entry = readRosterEntry(text)
				if (entry === null) return
				for (const before of [null, roster]) {
					const refusal = refusalOfEntry(before, entry, ['a'.repeat(64), 'c'.repeat(64)])
					if (refusal === null) evolveRoster(before, entry, HEAD)
				}
			}),
			tries(8000),
		)
	},
	MINUTES * 5,
)

const kinds = constant(...(Object.keys(WORD_COUNTS) as WordsKind[]))
const typed = fc
	.record({
		kind: kinds,
		list: constant(...lists),
		random: fc.uint8Array({ minLength: 40, maxLength: 40 }),
		between: constant(' ', '\n', ', ', '  1. ', '-', '\u200b', '', '\u061c '),
		asDigits: fc.boolean(),
	})
	.map(({ kind, list, random, between, asDigits }) => {
		const count = WORD_COUNTS[kind]
		const words = Array.from({ length: count }, (_, place) => list.words[(random[place] ?? 0) * 8] ?? '')
		return asDigits ? Array.from(random, String).join(between) : words.join(between)
	})
const oddTyped = fc.oneof(
	typed,
	fc.string({ unit: 'grapheme', maxLength: 200 }),
	damagedLike(typed.map(utf8ToBytes)).map((bytes) => new TextDecoder().decode(bytes)),
)

test(
	'words that people type',
	() => {
		fc.assert(
			fc.property(oddTyped, kinds, constant(...lists), (text, kind, list) => {
				const read = readWords(text, kind, list)
				if (!read.ok) return
				expect(readWords(toWords(read.secret, kind, list).join(' '), kind, list)).toEqual(read)
				expect(readWords(toDigits(read.secret, kind).join(' '), kind, list)).toEqual(read)
				if (kind === 'share') readShare(read.secret)
			}),
			tries(8000),
		)
	},
	MINUTES * 5,
)

const PLACE = { desk: DESK, mailbox: MAILBOX }
const records = constant<unknown>(
	story(),
	later({ kind: 'wish', n: 4, wish: 'delete', text: '' }),
	later({ kind: 'addition', n: 1, topic: 'when', text: 'à l’aube', when: null }),
	answer(0, {}),
	{ v: 1, desk: DESK, mailbox: MAILBOX, n: 0, day: '2026-11-22', kind: 'note', text: STORY },
	{ kind: 'noted', text: STORY },
	{ kind: 'checked', ring: 0, originals: ['e'.repeat(64)] },
	{ kind: 'moved', stage: 'closed', promised: null },
)

test(
	'records and entries',
	() => {
		fc.assert(
			fc.property(fc.oneof(records, bentLike(records)), fc.anything(), (value, anything) => {
				readTeamEntry(value)
				readTeamEntry(anything)
				const body = JSON.stringify(value)
				for (const read of [readPersonRecord, readTeamRecord, readCopyRecord]) {
					const record = read(body, PLACE)
					if (record !== null) expect(record).toMatchObject(PLACE)
				}
			}),
			tries(6000),
		)
	},
	MINUTES * 5,
)

const messages = records.map((value) => ({ body: JSON.stringify(value), mac: 'e'.repeat(64) }))
const AUTHOR = seed(5)
const insides = fc.oneof(
	messages,
	records.map((content) => ({ v: 1, scope: MAILBOX, seq: 0, author: signingKeyOf(AUTHOR), content })),
	constant<unknown>(
		{ v: 1, kind: 'ring', thread: MAILBOX, version: 0, epochs: ['a'.repeat(64)] },
		{ v: 1, kind: 'keyring', age: 'a'.repeat(64), sign: 'b'.repeat(64) },
	),
)
const plaintexts = fc.oneof(
	insides.map(asBytes),
	bentLike(insides).map(asBytes),
	damagedLike(insides.map(asBytes)),
	raw,
)

test(
	'what a member opens and somebody else wrote',
	async () => {
		const recipient = await recipientOf(person)
		const way = { auth: '', identity: person }
		const { visible } = await sealEntry(MAILBOX, null, {}, { signSeed: AUTHOR, roster: 0 }, [recipient])
		await fc.assert(
			fc.asyncProperty(plaintexts, async (plain) => {
				const envelope = await seal(plain, [recipient])
				const message = await unlessBroken(openMessage(envelope, [person]))
				if (message !== null) readPersonRecord(message.body, PLACE)
				const ring = await unlessBroken(openRing(envelope, { thread: MAILBOX, version: 0 }, [person]))
				if (ring !== null) expect(ring).toMatchObject({ thread: MAILBOX, version: 0 })
				await unlessBroken(openKeyring(envelope, way))
				const entry = { visible: { ...visible, envelope: hashOf(envelope) }, envelope }
				const opened = await unlessBroken(openEntry(entry, [person]))
				if (opened?.ok === true) readTeamEntry(opened.content)
			}),
			tries(3000),
		)
	},
	MINUTES * 10,
)
