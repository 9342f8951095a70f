import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/days.ts'
import {
	type AskTranslation,
	decideAskTranslation,
	decideTakeBack,
	decideTakeTranslation,
	standingOf,
	textToTranslate,
	TRANSLATION_DAYS,
} from '#domain/threads/decide-translation.ts'
import { decideGiveAccess } from '#domain/threads/decide-give-access.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import type { Decision } from '#domain/threads/thread-refusals.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'
import {
	answer,
	answers,
	anyJournal,
	as,
	asksToTranslate,
	flags,
	ISMAEL,
	journal,
	later,
	LENA,
	NOOR,
	opens,
	RUTH,
	story,
	takesIn,
	takesTranslation,
	TODAY,
	TOMAS,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const PARCEL = '1'.repeat(32)
const opened = foldThread(journal(opens(RUTH, TEAM)))
const asked = foldThread(journal(opens(RUTH, TEAM), asksToTranslate(TOMAS, 0)))

function because(decision: Decision): string | null {
	return decision.ok ? null : decision.because
}

const ask = (state: ThreadState, change: Partial<AskTranslation> = {}, by = RUTH) => {
	const wish = {
		of: 0,
		to: NOOR,
		from: 'fr',
		into: 'en',
		parcel: PARCEL,
		key: 'AGE-SECRET-KEY-1ONE',
	} as const
	return because(decideAskTranslation(state, { ...wish, ...change }, as(by)))
}
const take = (state: ThreadState, found = { text: 'They watch us.' as string | null, signed: true }) =>
	because(decideTakeTranslation(state, { parcel: PARCEL, body: '', signature: '', found }, as(LENA)))

describe('a translation is asked', () => {
	test('of the story, of what the person added and of an answer, but not of what holds no text', () => {
		const more = later({ kind: 'addition', n: 1, topic: 'more', text: 'behind the school', when: null })
		const read = later({ kind: 'read', n: 2, upTo: 0 })
		const long = foldThread(
			journal(opens(RUTH, TEAM), takesIn(RUTH, more), takesIn(RUTH, read), answers(RUTH, answer(0))),
		)
		expect([0, 1, 3].map((of) => ask(long, { of }))).toEqual([null, null, null])
		expect([2, 4, 9].map((of) => ask(long, { of }))).toEqual(Array(3).fill('no-such-entry'))
		expect(textToTranslate(long, 1)).toBe('behind the school')
		const spoken = foldThread(journal(opens(RUTH, TEAM, story({ text: '' }))))
		expect(ask(spoken)).toBe('no-such-entry')
	})

	test('by a reader, of an interpreter the person did not leave out', () => {
		expect(ask(opened, {}, ISMAEL)).toBe('not-a-reader')
		expect(ask(opened, {}, NOOR)).toBe('not-a-reader')
		expect(ask(opened, { to: TOMAS })).toBe('not-an-interpreter')
		expect(ask(opened, { to: 'e'.repeat(32) })).toBe('not-an-interpreter')
		const without = foldThread(journal(opens(RUTH, TEAM, story({ leaveOut: [NOOR] }))))
		expect(ask(without)).toBe('left-out-by-the-person')
	})

	test('under a name of its own, also when an earlier one was taken back', () => {
		expect(ask(asked)).toBe('already-so')
		expect(ask(asked, { parcel: '2'.repeat(32) })).toBeNull()
	})

	test('and one that names another text than the one that stands there has no effect', () => {
		const other = foldThread(journal(opens(RUTH, TEAM), asksToTranslate(TOMAS, 0, PARCEL, { right: false })))
		expect(other.translations).toEqual([])
		expect(other.doubts).toMatchObject([{ because: 'no-such-entry' }])
	})
})

describe('a translation comes back', () => {
	test('once, signed by the interpreter who was asked, and with words', () => {
		expect(take(asked)).toBeNull()
		expect(take(asked, { text: 'They watch us.', signed: false })).toBe('not-from-the-interpreter')
		expect(take(asked, { text: null, signed: true })).toBe('not-from-the-interpreter')
		expect(take(asked, { text: ' ', signed: true })).toBe('empty-text')
		expect(take(opened)).toBe('no-such-translation')
		const taken = foldThread(
			journal(opens(RUTH, TEAM), asksToTranslate(TOMAS, 0), takesTranslation(LENA), takesTranslation(TOMAS)),
		)
		expect(taken.translations).toMatchObject([{ standing: 'translated', text: 'They watch our meetings.' }])
		expect(taken.doubts).toMatchObject([{ seq: 3, because: 'no-such-translation' }])
	})

	test('not after it was taken back, and not where the asking was set aside', () => {
		const back = { by: RUTH, entry: { kind: 'translation-taken-back' as const, parcel: PARCEL } }
		const gone = foldThread(journal(opens(RUTH, TEAM), asksToTranslate(TOMAS, 0), back))
		expect(take(gone)).toBe('no-such-translation')
		expect(because(decideTakeBack(gone, { parcel: PARCEL }, as(RUTH)))).toBe('no-such-translation')
		const aside = foldThread(journal(opens(RUTH, TEAM), asksToTranslate(TOMAS, 0), flags(LENA, 1)))
		expect(take(aside)).toBe('no-such-translation')
	})

	test('also late: after its last day a text is over until the translation is there', () => {
		const [waiting] = asked.translations
		const late = addDays(TODAY, TRANSLATION_DAYS + 1)
		expect(standingOf(waiting!, addDays(TODAY, TRANSLATION_DAYS))).toBe('waiting')
		expect(standingOf(waiting!, late)).toBe('over')
		expect(take(asked)).toBeNull()
		expect(standingOf({ ...waiting!, standing: 'translated' }, late)).toBe('translated')
	})
})

test('any reader takes a text back, nobody else does', () => {
	expect(because(decideTakeBack(asked, { parcel: PARCEL }, as(LENA)))).toBeNull()
	for (const member of [ISMAEL, NOOR])
		expect(because(decideTakeBack(asked, { parcel: PARCEL }, as(member)))).toBe('not-a-reader')
})

test('no translation changes what the person said, who reads, or what they agreed to', () => {
	const KINDS = ['translation-asked', 'translated', 'translation-taken-back']
	const speaks = (kind: string) => KINDS.includes(kind)
	fc.assert(
		fc.property(anyJournal, (entries) => {
			// An entry nobody may write stands in the place of each, so that numbers stay as they are.
			const without = entries.map((placed) =>
				typeof placed.entry === 'object' && speaks(placed.entry.kind)
					? { ...placed, entry: { kind: 'noted' as const, text: '' } }
					: placed,
			)
			const meaning = ({ story: told, messages, answers: left, consent, wishes, ring }: ThreadState) => ({
				told,
				messages,
				left,
				consent,
				wishes,
				ring,
			})
			expect(meaning(foldThread(entries))).toEqual(meaning(foldThread(without)))
		}),
	)
})

test('an interpreter is given no thread', () => {
	const give = (to: string[]) =>
		because(decideGiveAccess(opened, { to, version: 1, envelope: 'ring' }, as(RUTH)))
	expect(give([NOOR])).toBe('interpreters-read-no-thread')
	expect(give([ISMAEL, NOOR])).toBe('interpreters-read-no-thread')
	expect(give([ISMAEL])).toBeNull()
})
