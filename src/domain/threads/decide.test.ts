import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '#domain/days.ts'
import { decideAnswer, decideDepositAgain, draftAnswer } from '#domain/threads/decide-answer.ts'
import { decideCheck } from '#domain/threads/decide-check.ts'
import { decideFlag } from '#domain/threads/decide-flag.ts'
import { decideGiveAccess } from '#domain/threads/decide-give-access.ts'
import { decideHold } from '#domain/threads/decide-hold.ts'
import { decideJudgeWish } from '#domain/threads/decide-judge-wish.ts'
import { decideMove } from '#domain/threads/decide-move.ts'
import { decideNote } from '#domain/threads/decide-note.ts'
import { decideOpen, readersAtOpening } from '#domain/threads/decide-open.ts'
import { decideTakeAccess } from '#domain/threads/decide-take-access.ts'
import { decideTakeIn } from '#domain/threads/decide-take-in.ts'
import {
	decideAskTranslation,
	decideTakeBack,
	decideTakeTranslation,
} from '#domain/threads/decide-translation.ts'
import { evolveThread } from '#domain/threads/evolve-thread.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { LONGEST, MOST_READERS } from '#domain/threads/limits.ts'
import type { Found } from '#domain/threads/placed-entry.ts'
import type { Story } from '#domain/threads/records.ts'
import { STAGES } from '#domain/threads/stages.ts'
import type { Decision } from '#domain/threads/thread-refusals.ts'
import { emptyThread, nextSeq, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'
import {
	answer,
	answers,
	anybody,
	anyJournal,
	as,
	changesRing,
	flags,
	hashAt,
	ISMAEL,
	journal,
	judges,
	later,
	LENA,
	NOOR,
	opens,
	placed,
	roster,
	RUTH,
	story,
	takesIn,
	TOMAS,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const opened = foldThread(journal(opens(RUTH, TEAM)))
const stopped = foldThread(journal(opens(RUTH, TEAM), { by: TOMAS, entry: 'unreadable' }))
const words = { text: 'We have read you.', stage: 'checking', nextStep: '', promised: null } as const

const toTranslate = { of: 0, to: NOOR, from: 'fr', into: 'en', key: 'AGE-SECRET-KEY-1ONE' } as const
const translated = { text: 'They watch our meetings.', signed: true }

function because(decision: { ok: true } | { ok: false; because: string }): string | null {
	return decision.ok ? null : decision.because
}

const message = (record: Story) => ({ body: JSON.stringify(record), mac: 'mac-of-the-story' })
const opening = (readers: readonly string[], record = story(), version = 0) => ({
	original: 'original-of-the-story',
	message: message(record),
	ring: { version, envelope: 'ring', readers },
	found: { record, authentic: true, signed: false, original: 'same' } as const,
})

test('whatever is decided has its effect, and leaves no doubt', () => {
	const everyDecision = (state: ThreadState, member: string, other: string): [Decision, Partial<Found>][] => {
		const who = as(member)
		const version = state.nextRing
		const record = later({ kind: 'read', n: 3, upTo: 0 })
		const found = { record, authentic: true, signed: false, original: 'same' } as const
		const drafted = draftAnswer(state, words, 'age1thread', who)
		const first = opening(readersAtOpening(roster, story()), story(), version)
		return [
			[decideOpen(state, first, who), { message: first.found }],
			[
				decideTakeIn(state, { original: 'new', message: { body: '', mac: 'new' }, found }, who),
				{ message: found },
			],
			...(drafted.ok
				? [
						[
							decideAnswer(state, { ...drafted, deposit: 'new' }, who),
							{ answer: { record: drafted.record, leadsHere: true } },
						] as [Decision, Partial<Found>],
					]
				: []),
			[decideDepositAgain(state, { answer: 0, deposit: 'newer' }, who), {}],
			...STAGES.map((stage): [Decision, Partial<Found>] => [
				decideMove(state, { stage, promised: null }, who),
				{},
			]),
			[decideGiveAccess(state, { to: [other], version, envelope: 'ring' }, who), {}],
			[decideTakeAccess(state, { from: [other], version, envelope: 'ring' }, who), {}],
			[decideCheck(state, { ring: version - 1, originals: ['original-of-the-story'] }, who), {}],
			...state.wishes.map((wish): [Decision, Partial<Found>] => [
				decideJudgeWish(state, { message: wish.message, judged: 'confirmed', how: 'She called.' }, who),
				{},
			]),
			[decideNote(state, { text: 'She called.' }, who), {}],
			[decideAskTranslation(state, { ...toTranslate, parcel: 'a'.repeat(32) }, who), { interpreter: true }],
			...state.translations.flatMap(({ parcel }): [Decision, Partial<Found>][] => [
				[
					decideTakeTranslation(state, { parcel, body: '', signature: '', found: translated }, who),
					{ translation: translated },
				],
				[decideTakeBack(state, { parcel }, who), {}],
			]),
			[decideHold(state, { held: state.held === null, because: 'The trial is in March.' }, who), {}],
		]
	}
	fc.assert(
		fc.property(anyJournal, anybody, anybody, (entries, member, other) => {
			const state = foldThread(entries)
			for (const [decision, found] of everyDecision(state, member, other)) {
				if (!decision.ok) continue
				const next = evolveThread(state, placed(nextSeq(state), member, decision.entry, found))
				expect(next.doubts, decision.entry.kind).toEqual(state.doubts)
				expect({ ...next, passed: [] }).not.toEqual({ ...state, passed: [] })
			}
		}),
	)
})

test('a flag that is decided counts', () => {
	fc.assert(
		fc.property(anyJournal, anybody, fc.nat(14), (entries, member, seq) => {
			const state = foldThread(entries)
			const decision = decideFlag(state, { seq, hash: hashAt(seq), because: 'mistake' }, as(member))
			if (!decision.ok) return
			expect(foldThread([...entries, placed(entries.length, member, decision.entry)]).flagged).toContain(seq)
		}),
	)
})

test('a client that does not understand an entry may still flag it, and do nothing else', () => {
	const who = as(RUTH)
	expect(because(decideNote(stopped, { text: 'x' }, who))).toBe('read-only')
	expect(because(draftAnswer(stopped, words, 'age1thread', who))).toBe('read-only')
	expect(because(decideFlag(stopped, { seq: 1, hash: hashAt(1), because: 'mistake' }, who))).toBeNull()
})

describe('opening', () => {
	test('everybody in triage reads what is opened, but whom the person left out', () => {
		expect(readersAtOpening(roster, story())).toEqual(TEAM)
		expect(readersAtOpening(roster, story({ leaveOut: [TOMAS] }))).toEqual([RUTH, LENA])
		expect(because(decideOpen(emptyThread, opening(TEAM), as(RUTH)))).toBeNull()
	})

	test('nobody swaps one reader for another, or lets one more in', () => {
		expect(because(decideOpen(emptyThread, opening([RUTH, TOMAS, ISMAEL]), as(RUTH)))).toBe(
			'readers-do-not-match',
		)
		expect(because(decideOpen(emptyThread, opening([...TEAM, ISMAEL]), as(RUTH)))).toBe(
			'readers-do-not-match',
		)
	})

	test('nobody opens a thread for themselves alone', () => {
		expect(because(decideOpen(emptyThread, opening([RUTH]), as(RUTH)))).toBe('readers-do-not-match')
	})

	test.each([
		[
			'who was left out',
			emptyThread,
			opening([RUTH, LENA], story({ leaveOut: [TOMAS] })),
			TOMAS,
			'left-out-by-the-person',
		],
		[
			'who lets somebody in whom the person left out',
			emptyThread,
			opening(TEAM, story({ leaveOut: [LENA] })),
			RUTH,
			'left-out-by-the-person',
		],
		['who is not in triage', emptyThread, opening([...TEAM, ISMAEL]), ISMAEL, 'not-triage'],
		['who comes second', opened, opening(TEAM), TOMAS, 'already-open'],
		['who forgets themselves', emptyThread, opening([TOMAS, LENA]), RUTH, 'not-a-reader'],
		['whose ring has a number too high', emptyThread, opening(TEAM, story(), 1), RUTH, 'other-ring'],
	])('refuses a member %s', (_, state, command, member, refusal) => {
		expect(because(decideOpen(state, command, as(member)))).toBe(refusal)
	})

	test('a story that is not the person’s is not opened', () => {
		const command = opening(TEAM)
		const found = (change: object) => ({ ...command, found: { ...command.found, ...change } })
		expect(because(decideOpen(emptyThread, found({ authentic: false }), as(RUTH)))).toBe(
			'not-from-the-person',
		)
		expect(because(decideOpen(emptyThread, found({ original: 'differs' }), as(RUTH)))).toBe(
			'not-from-the-person',
		)
		expect(because(decideOpen(emptyThread, found({ record: null }), as(RUTH)))).toBe('not-a-story')
	})
})

describe('taking in', () => {
	const record = later({ kind: 'addition', n: 1, topic: 'where', text: 'Kessa', when: null })
	const found = { record, authentic: true, signed: false, original: 'same' } as const
	const command = { original: 'original-1', message: { body: 'b', mac: 'm' }, found }
	const taken = foldThread(journal(opens(RUTH, TEAM), takesIn(RUTH, record, { as: 'original-1' })))

	test.each([
		['before the thread is open', emptyThread, command, RUTH, 'not-open'],
		['by somebody who does not read it', opened, command, ISMAEL, 'not-a-reader'],
		['twice', taken, command, TOMAS, 'already-taken-in'],
		[
			'when its seal is not the person’s',
			opened,
			{ ...command, found: { ...found, authentic: false } },
			RUTH,
			'not-from-the-person',
		],
		[
			'when it is another text than was sent',
			opened,
			{ ...command, found: { ...found, original: 'differs' as const } },
			RUTH,
			'not-from-the-person',
		],
		[
			'when it is a second story',
			opened,
			{ ...command, found: { ...found, record: story() } },
			RUTH,
			'not-a-later-message',
		],
		['when all is well', opened, command, RUTH, null],
	])('%s', (_, state, what, member, refusal) => {
		expect(because(decideTakeIn(state, what, as(member)))).toBe(refusal)
	})
})

describe('answering', () => {
	const answered = foldThread(journal(opens(RUTH, TEAM), answers(RUTH, answer(0))))

	test('answers are numbered, and say how far the person has read', () => {
		const read = takesIn(RUTH, later({ kind: 'read', n: 1, upTo: 0 }))
		const state = foldThread(
			journal(opens(RUTH, TEAM), answers(RUTH, answer(0)), read, answers(RUTH, answer(1))),
		)
		const drafted = draftAnswer(state, words, 'age1thread', as(TOMAS))
		expect(drafted).toMatchObject({
			ok: true,
			record: { n: 2, readUpTo: 0, recipient: 'age1thread', desk: story().desk },
		})
		if (drafted.ok) expect(JSON.parse(drafted.body)).toEqual(drafted.record)
	})

	test.each([
		['without words', { ...words, text: ' \n' }, 'empty-text'],
		['too long', { ...words, text: 'a'.repeat(LONGEST.text + 1) }, 'too-long'],
		['with a next step too long', { ...words, nextStep: 'a'.repeat(LONGEST.line + 1) }, 'too-long'],
		['with the longest next step', { ...words, nextStep: 'a'.repeat(LONGEST.line) }, null],
		['of the longest text', { ...words, text: 'a'.repeat(LONGEST.text) }, null],
		['promising a day gone by', { ...words, promised: '2026-11-21' as Day }, 'promise-in-the-past'],
		['promising today', { ...words, promised: '2026-11-22' as Day }, null],
	])('%s', (_, what, refusal) => {
		expect(because(draftAnswer(opened, what, 'age1thread', as(RUTH)))).toBe(refusal)
	})

	test('an answer drafted before a colleague’s is drafted again', () => {
		const late = { record: answer(0), body: '', deposit: 'late' }
		expect(because(decideAnswer(answered, late, as(TOMAS)))).toBe('other-number')
	})

	test('a deposit that failed is made again for the same answer', () => {
		const again = (number: number, deposit: string) =>
			because(decideDepositAgain(answered, { answer: number, deposit }, as(LENA)))
		expect(again(0, 'another')).toBeNull()
		expect(again(1, 'another')).toBe('no-such-answer')
		expect(again(0, 'deposit-0-Nous vous avons lue.')).toBe('already-deposited')
		const retried = { by: LENA, entry: { kind: 'deposited-again' as const, answer: 1, deposit: 'another' } }
		const two = foldThread(
			journal(opens(RUTH, TEAM), answers(RUTH, answer(0)), answers(RUTH, answer(1)), retried),
		)
		expect(two.answers.map(({ deposits }) => deposits.length)).toEqual([1, 2])
	})
})

test('a stage is moved with a promise that lies ahead, and not to where it is', () => {
	const move = (stage: (typeof STAGES)[number], promised: string | null) =>
		because(decideMove(opened, { stage, promised: promised as Day | null }, as(TOMAS)))
	expect(move('checking', '2026-12-01')).toBeNull()
	expect(move('received', null)).toBe('already-so')
	expect(move('received', '2026-11-22')).toBeNull()
	expect(move('reading', null)).toBeNull()
	expect(move('checking', '2026-11-01')).toBe('promise-in-the-past')
})

describe('access', () => {
	const give = (state: ThreadState, to: string[], member = RUTH, version = 1) =>
		decideGiveAccess(state, { to, version, envelope: 'ring-1' }, as(member))
	const take = (state: ThreadState, from: string[], member = RUTH, version = 1) =>
		decideTakeAccess(state, { from, version, envelope: 'ring-1' }, as(member))
	const few = foldThread(journal(opens(RUTH, [RUTH, TOMAS], story({ leaveOut: [LENA] }))))

	test('is given to members of the roster who were not left out', () => {
		expect(give(opened, [ISMAEL])).toMatchObject({
			ok: true,
			entry: { ring: { readers: [...TEAM, ISMAEL] } },
		})
		expect(because(give(few, [LENA]))).toBe('left-out-by-the-person')
		expect(because(give(opened, [TOMAS]))).toBe('already-a-reader')
		expect(because(give(opened, [ISMAEL, TOMAS]))).toBe('already-a-reader')
		expect(because(give(opened, []))).toBe('already-a-reader')
		expect(because(give(opened, ['f'.repeat(32)]))).toBe('not-in-the-roster')
		expect(because(give(opened, [ISMAEL, ISMAEL]))).toBe('readers-do-not-match')
		expect(because(give(opened, [ISMAEL], ISMAEL))).toBe('not-a-reader')
		expect(because(give(opened, [ISMAEL], RUTH, 0))).toBe('other-ring')
	})

	test('is taken by somebody who stays', () => {
		expect(take(opened, [TOMAS])).toMatchObject({ ok: true, entry: { ring: { readers: [RUTH, LENA] } } })
		expect(because(take(opened, [RUTH]))).toBe('from-yourself')
		expect(because(take(opened, TEAM))).toBe('last-reader')
		expect(because(take(opened, [ISMAEL]))).toBe('not-reading-it-now')
		expect(because(take(opened, [TOMAS, ISMAEL]))).toBe('not-reading-it-now')
	})

	test('has room for as many readers as an envelope can name', () => {
		const many = Array.from({ length: MOST_READERS }, (_, at) => at.toString(16).padStart(32, '0'))
		const state = foldThread(journal(opens(RUTH, [RUTH]), changesRing(RUTH, 'given', 1, [RUTH, ...many])))
		expect(readersOf(state)).toEqual([RUTH])
		expect(state.doubts).toMatchObject([{ because: 'too-many-readers' }])
		const full = [RUTH, ...many.slice(1)]
		expect(readersOf(foldThread(journal(opens(RUTH, [RUTH]), changesRing(RUTH, 'given', 1, full))))).toEqual(
			full,
		)
	})

	test('a change that does more than it says has no effect', () => {
		const swap = foldThread(journal(opens(RUTH, [RUTH, TOMAS]), changesRing(RUTH, 'given', 1, [RUTH, LENA])))
		expect(readersOf(swap)).toEqual([RUTH, TOMAS])
		const sneak = foldThread(journal(opens(RUTH, [RUTH, TOMAS]), changesRing(RUTH, 'taken', 1, [RUTH, LENA])))
		expect(readersOf(sneak)).toEqual([RUTH, TOMAS])
	})

	test('a ring number nobody could follow is refused', () => {
		const state = foldThread(
			journal(opens(RUTH, TEAM), changesRing(TOMAS, 'taken', Number.MAX_SAFE_INTEGER, [TOMAS])),
		)
		expect(state.nextRing).toBe(1)
		expect(readersOf(state)).toEqual(TEAM)
	})
})

describe('wishes and notes', () => {
	const wish = takesIn(RUTH, later({ kind: 'wish', n: 1, wish: 'delete', text: 'please' }))
	const asked = foldThread(journal(opens(RUTH, TEAM), wish))
	const judge = (state: ThreadState, how: string, member = TOMAS) =>
		because(decideJudgeWish(state, { message: 'original-1-wish', judged: 'confirmed', how }, as(member)))

	test('a judgement says how it was made, once', () => {
		expect(judge(asked, 'She called.')).toBeNull()
		expect(judge(asked, '')).toBe('empty-text')
		expect(judge(asked, 'a'.repeat(LONGEST.line + 1))).toBe('too-long')
		expect(judge(opened, 'She called.')).toBe('no-open-wish')
		expect(judge(asked, 'She called.', ISMAEL)).toBe('not-a-reader')
		const judged = foldThread(journal(opens(RUTH, TEAM), wish, judges(LENA, 'original-1-wish', 'refused')))
		expect(judge(judged, 'She called.')).toBe('no-open-wish')
	})

	test('a note has words, and not too many', () => {
		expect(because(decideNote(opened, { text: 'x' }, as(LENA)))).toBeNull()
		expect(because(decideNote(opened, { text: '' }, as(LENA)))).toBe('empty-text')
		expect(because(decideNote(opened, { text: 'a'.repeat(LONGEST.note + 1) }, as(LENA)))).toBe('too-long')
	})

	test('a flag is refused with its reason', () => {
		const flag = (state: ThreadState, seq: number, member: string) =>
			because(decideFlag(state, { seq, hash: hashAt(seq), because: 'mistake' }, as(member)))
		expect(flag(opened, 0, RUTH)).toBe('own-entry')
		expect(flag(opened, 0, ISMAEL)).toBe('not-a-reader')
		expect(flag(opened, 3, TOMAS)).toBe('no-such-entry')
		const flagged = foldThread(journal(opens(RUTH, TEAM), flags(TOMAS, 0)))
		expect(flag(flagged, 0, LENA)).toBe('already-flagged')
		const without = story({ leaveOut: [LENA] })
		const noted = { by: RUTH, entry: { kind: 'noted' as const, text: 'x' } }
		expect(flag(foldThread(journal(opens(RUTH, [RUTH, TOMAS], without), noted)), 1, LENA)).toBe(
			'left-out-by-the-person',
		)
	})
})
