import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWider } from '#domain/consent/consent.ts'
import { evolveThread } from '#domain/threads/evolve-thread.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { suspicions } from '#domain/threads/suspicions.ts'
import { emptyThread, readersOf, type ThreadState } from '#domain/threads/thread-state.ts'
import {
	anyFlag,
	anyJournal,
	anyStep,
	changesRing,
	FIRST,
	flags,
	hashAt,
	ISMAEL,
	journal,
	LENA,
	opens,
	placed,
	RUTH,
	story,
	takesIn,
	later,
	TOMAS,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]

/** What a thread means, without the book-keeping of the journal. */
function meaning(state: ThreadState) {
	const { story, messages, answers, stage, promised, consent, wishes, contact, ring, checks, notes } = state
	return { story, messages, answers, stage, promised, consent, wishes, contact, ring, checks, notes }
}

test('one entry after another or all at once, the thread is the same', () => {
	fc.assert(
		fc.property(anyJournal, anyStep, (entries, { by, entry, found }) => {
			const last = placed(entries.length, by, entry, found)
			expect(foldThread([...entries, last])).toEqual(evolveThread(foldThread(entries), last))
		}),
	)
})

test('after every ring that counts, the readers are the members named inside', () => {
	fc.assert(
		fc.property(anyJournal, (entries) => {
			const state = foldThread(entries)
			const named = entries.find(({ seq }) => seq === state.ring?.seq)?.entry
			const ring =
				typeof named === 'object' && 'ring' in named && typeof named.ring === 'object' ? named.ring : null
			expect(readersOf(state)).toEqual(ring === null ? [] : ring.readers)
			expect(state.story === null || readersOf(state).length > 0).toBe(true)
		}),
	)
})

test('whom the person left out never becomes a reader', () => {
	fc.assert(
		fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
			const record = story({ leaveOut: [LENA] })
			const state = foldThread(journal(opens(RUTH, [RUTH, TOMAS], record), ...steps))
			expect(readersOf(state)).not.toContain(LENA)
		}),
	)
})

test('without a judgement of the team, no message ever allows more than the story did', () => {
	fc.assert(
		fc.property(anyJournal, (entries) => {
			const unjudged = entries.filter(
				({ entry }) => typeof entry !== 'object' || entry.kind !== 'wish-judged',
			)
			const state = foldThread(unjudged)
			if (state.story !== null) expect(isWider(FIRST, state.consent.now)).toBe(false)
		}),
	)
})

test('consent is only ever what the person wrote, or less', () => {
	fc.assert(
		fc.property(anyJournal, (entries) => {
			const { consent, messages } = foldThread(entries)
			const written = messages.flatMap(({ record }) =>
				record.kind === 'story' || record.kind === 'consent' ? [record.consent] : [],
			)
			if (messages.length > 0)
				expect(
					written.some((said) => !isWider({ ...said, keepFrom: '' }, { ...consent.now, keepFrom: '' })),
				).toBe(true)
		}),
	)
})

test('a flagged entry leaves the thread as if a remark without effect stood in its place', () => {
	fc.assert(
		fc.property(anyJournal, fc.nat(14), (entries, at) => {
			const target = entries[at]
			if (target === undefined || target.author === RUTH || typeof target.entry !== 'object') return
			if (target.entry.kind === 'flagged' || foldThread(entries).flagged.length > 0) return
			const state = foldThread([...entries, placed(entries.length, RUTH, flags(RUTH, at).entry)])
			if (!state.flagged.includes(at)) return
			const without = entries.map((one) =>
				one.seq === at ? { ...one, entry: { kind: 'noted', text: '' } as const } : one,
			)
			const numbersKept =
				typeof target.entry === 'object' && !['answered', 'ring-changed'].includes(target.entry.kind)
			if (numbersKept) expect(meaning(state)).toEqual(meaning(foldThread(without)))
			expect(state.doubts.map(({ seq }) => seq)).not.toContain(at)
		}),
		{ numRuns: 400 },
	)
})

test('nobody’s flag counts on their own entry, nor on a flag that speaks of it', () => {
	fc.assert(
		fc.property(fc.array(fc.oneof(anyStep, anyFlag), { maxLength: 12 }), (steps) => {
			const entries = journal(
				opens(RUTH, TEAM),
				{ by: TOMAS, entry: { kind: 'noted', text: 'wrong thread' } },
				flags(LENA, 1),
			)
			const more = steps
				.filter(({ by }) => by === TOMAS || by === LENA)
				.map(({ by, entry, found }, at) => placed(3 + at, by, entry, found))
			const last = placed(3 + more.length, TOMAS, flags(TOMAS, 2).entry)
			expect(foldThread([...entries, ...more, last]).notes).toEqual(
				expect.not.arrayContaining([expect.objectContaining({ seq: 1 })]),
			)
		}),
	)
})

test('a third member may take a colleague’s flag back', () => {
	const noted = { by: TOMAS, entry: { kind: 'noted' as const, text: 'called her cousin' } }
	const entries = journal(opens(RUTH, TEAM), noted, flags(LENA, 1), flags(RUTH, 2))
	expect(foldThread(entries.slice(0, 3)).notes).toEqual([])
	expect(foldThread(entries).notes).toEqual([{ seq: 1, by: TOMAS, text: 'called her cousin' }])
	const again = [...entries, placed(4, LENA, flags(LENA, 3).entry)]
	expect(foldThread(again).notes, 'whose flag was taken back has no say in that').toHaveLength(1)
})

test('a flag on an entry that is not there, or was there differently, does not count', () => {
	const wrong = {
		by: LENA,
		entry: { kind: 'flagged' as const, seq: 0, hash: hashAt(5), because: 'mistake' as const },
	}
	const state = foldThread(journal(opens(RUTH, TEAM), wrong, flags(LENA, 9)))
	expect(state.story).not.toBeNull()
	expect(state.doubts).toEqual([
		{ seq: 1, what: 'without-effect', because: 'no-such-entry' },
		{ seq: 2, what: 'without-effect', because: 'no-such-entry' },
	])
})

test('a member who shuts everybody else out is undone by any colleague in triage', () => {
	const entries = journal(opens(RUTH, TEAM), changesRing(RUTH, 'taken', 1, [RUTH], 'not-for-me'))
	expect(readersOf(foldThread(entries))).toEqual([RUTH])
	const undone = foldThread([...entries, placed(2, LENA, flags(LENA, 1).entry)])
	expect(readersOf(undone)).toEqual(TEAM)
	expect(undone.nextRing, 'a number once used stays used').toBe(2)
})

test('who lost access while others kept it cannot take it back by a flag', () => {
	const entries = journal(opens(RUTH, TEAM), changesRing(RUTH, 'taken', 1, [RUTH, LENA]), flags(TOMAS, 1))
	const state = foldThread(entries)
	expect(readersOf(state)).toEqual([RUTH, LENA])
	expect(state.doubts).toEqual([{ seq: 2, what: 'without-effect', because: 'lost-access-by-it' }])
})

test('a story forged to leave colleagues out is flagged by those it leaves out, and opened anew', () => {
	const forged = opens(TOMAS, [TOMAS], story({ text: 'nothing happened', leaveOut: [RUTH, LENA] }))
	const differs = { message: { ...forged.found!.message!, original: 'differs' as const } }
	const captured = journal({ ...forged, found: differs })
	expect(suspicions(foldThread(captured))).toEqual([{ seq: 0, what: 'story-altered', because: null }])
	const { entry, found } = opens(LENA, TEAM)
	if (typeof entry !== 'object' || entry.kind !== 'opened') throw new TypeError('opens() opens')
	const anew = { ...entry, ring: { ...entry.ring, version: 1 } }
	const state = foldThread([...captured, placed(1, LENA, flags(LENA, 0).entry), placed(2, LENA, anew, found)])
	expect(state.story?.text).toBe(story().text)
	expect(readersOf(state)).toEqual(TEAM)
	expect(suspicions(state)).toEqual([])
})

test('an entry of a kind this client does not know makes the thread read-only, until a colleague flags it', () => {
	const entries = journal(opens(RUTH, TEAM), { by: TOMAS, entry: 'unknown-kind' })
	expect(foldThread(entries).readOnly).toEqual({ seq: 1, because: 'unknown-kind' })
	expect(foldThread([...entries, placed(2, LENA, flags(LENA, 1).entry)]).readOnly).toBeNull()
})

test('a member outside triage who does not read the thread has no say in it', () => {
	const state = foldThread(
		journal(opens(RUTH, TEAM), flags(ISMAEL, 0), takesIn(ISMAEL, later({ kind: 'read', n: 1, upTo: 0 }))),
	)
	expect(state.story).not.toBeNull()
	expect(state.doubts.map(({ because }) => because)).toEqual(['not-a-reader', 'not-a-reader'])
})

test('an empty journal is an empty thread, and it allows nothing', () => {
	expect(foldThread([])).toEqual(emptyThread)
	expect(emptyThread.consent.now.reach).toBe('team-only')
})
