import { describe, expect, test } from 'vitest'
import type { Consent } from '#domain/consent/consent.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { suspicions } from '#domain/threads/suspicions.ts'
import {
	answer,
	answers,
	changesRing,
	FIRST,
	journal,
	judges,
	later,
	LENA,
	opens,
	RUTH,
	type Step,
	story,
	takesIn,
	TOMAS,
	VISIT,
} from '../../../tests/seed/kessa-thread.ts'

const TEAM = [RUTH, TOMAS, LENA]
const after = (...steps: Step[]) => foldThread(journal(opens(RUTH, TEAM), ...steps))
const says = (
	n: number,
	{ visit = VISIT, ...change }: Partial<Consent> & { visit?: string },
	found: { authentic?: boolean; signed?: boolean } = {},
) =>
	takesIn(RUTH, later({ kind: 'consent', visit, n, consent: { ...FIRST, ...change }, signature: 'f' }), found)
const WIDER = { reach: 'experts-named' } as const
const LESS = { reach: 'team-only', totals: false } as const
const now = (...steps: Step[]) => after(...steps).consent.now

describe('with only the words', () => {
	test('less consent counts at once, signed or not', () => {
		expect(now(says(1, LESS))).toEqual({ ...FIRST, ...LESS })
		expect(now(says(1, LESS, { signed: false }))).toEqual({ ...FIRST, ...LESS })
	})

	test('more consent waits, and the team sees that it must make sure', () => {
		const state = after(says(1, WIDER))
		expect(state.consent.now).toEqual(FIRST)
		expect(state.consent.wish?.consent.reach).toBe('experts-named')
		expect(suspicions(state)).toEqual([{ what: 'wish-to-check', seq: 1, wish: 'wider-consent' }])
	})

	test('nobody hides a name the person gave: names only add up, also when more is allowed', () => {
		const state = after(says(1, { keepFrom: 'my uncle' }))
		expect(state.consent.now.keepFrom).toBe('the mine’s guards\nmy uncle')
		expect(suspicions(state)).toEqual([])
		const more = after(says(1, { ...WIDER, keepFrom: '' }), judges(TOMAS, 'original-1-consent', 'confirmed'))
		expect(more.consent.now).toEqual({ ...FIRST, ...WIDER })
	})

	test('a person who narrows on a later visit need not repeat names the page cannot show', () => {
		const state = after(says(0, { ...LESS, keepFrom: '', visit: 'a later visit' }, { signed: false }))
		expect(state.consent.now).toEqual({ ...FIRST, ...LESS })
		expect(suspicions(state)).toEqual([])
	})

	test('one message that takes back and asks for more does the one and waits with the other', () => {
		const uncounted = story({ consent: { ...FIRST, totals: false } })
		const state = foldThread(journal(opens(RUTH, TEAM, uncounted), says(1, { reach: 'team-only' })))
		expect(state.consent.now).toEqual({ ...FIRST, reach: 'team-only', totals: false })
		expect(state.consent.wish).not.toBeNull()
	})

	test('a deletion and another way to reach the person wait for a reader', () => {
		const wish = takesIn(RUTH, later({ kind: 'wish', n: 1, wish: 'delete', text: '' }))
		const reach = takesIn(
			RUTH,
			later({ kind: 'addition', n: 2, topic: 'how-to-reach', text: 'my sister', when: null }),
		)
		const state = after(wish, reach)
		expect(state.wishes.map(({ what, standing }) => [what, standing])).toEqual([
			['delete', 'waiting'],
			['new-contact', 'waiting'],
		])
		expect(state.contact).toBeNull()
		expect(after(wish, reach, judges(LENA, 'original-2-addition', 'confirmed')).contact).toBe('my sister')
		expect(after(wish, reach, judges(LENA, 'original-2-addition', 'refused')).contact).toBeNull()
	})
})

describe('a wider wish', () => {
	test('counts once a reader has confirmed it, and not when refused', () => {
		expect(now(says(1, WIDER), judges(TOMAS, 'original-1-consent', 'confirmed')).reach).toBe('experts-named')
		expect(now(says(1, WIDER), judges(TOMAS, 'original-1-consent', 'refused')).reach).toBe('experts-unnamed')
	})

	test('is gone when the person takes it back meanwhile', () => {
		const state = after(says(1, WIDER), says(2, LESS), judges(TOMAS, 'original-1-consent', 'confirmed'))
		expect(state.consent).toEqual({ now: { ...FIRST, ...LESS }, wish: null })
		expect(state.wishes[0]?.standing).toBe('replaced')
		expect(state.doubts).toMatchObject([{ what: 'without-effect', because: 'no-open-wish' }])
	})

	test('held back by the server does not undo what was said after it', () => {
		const state = after(says(2, LESS), says(1, WIDER))
		expect(state.consent).toEqual({ now: { ...FIRST, ...LESS }, wish: null })
	})

	test('held back from one visit does not undo what was said in a later one', () => {
		const state = after(
			says(1, { ...FIRST, visit: 'second' }),
			says(0, { ...LESS, visit: 'third' }),
			says(2, { ...WIDER, visit: 'second' }),
		)
		expect(state.consent).toEqual({ now: { ...FIRST, ...LESS }, wish: null })
	})

	test('refused out of nothing, or confirmed twice, is a mistake and no forgery', () => {
		const what = (...steps: Step[]) => suspicions(after(...steps)).map((doubt) => doubt.what)
		expect(what(judges(TOMAS, 'never-sent', 'refused'))).toEqual(['without-effect'])
		const confirmed = judges(TOMAS, 'original-1-consent', 'confirmed')
		expect(what(says(1, WIDER), confirmed, confirmed)).toEqual(['without-effect'])
	})

	test('said anew on a later visit is a wish like any other, whatever its number', () => {
		const state = after(says(3, LESS), says(0, { ...WIDER, visit: 'later' }))
		expect(state.consent.wish?.consent.reach).toBe('experts-named')
	})

	test('without the person’s signature is a forgery: it has no effect and is shown', () => {
		const state = after(says(1, WIDER, { signed: false }), judges(TOMAS, 'original-1-consent', 'confirmed'))
		expect(state.consent).toEqual({ now: FIRST, wish: null })
		expect(suspicions(state)).toEqual([
			{ seq: 1, what: 'consent-forged', because: null },
			{ seq: 2, what: 'consent-forged', because: 'no-open-wish' },
		])
	})

	test('forged does not push a real one away', () => {
		const state = after(says(1, WIDER), says(2, { reach: 'experts-named', keepFrom: '' }, { signed: false }))
		expect(state.consent.wish?.message).toBe('original-1-consent')
	})

	test('confirmed out of nothing is a forgery', () => {
		expect(suspicions(after(judges(TOMAS, 'never-sent', 'confirmed')))).toEqual([
			{ seq: 1, what: 'consent-forged', because: 'no-open-wish' },
		])
	})
})

describe('what a colleague’s client shows', () => {
	test('a message the person did not write has no effect', () => {
		const state = after(says(1, LESS, { authentic: false }))
		expect(state.messages).toHaveLength(1)
		expect(suspicions(state)).toEqual([
			{ seq: 1, what: 'not-from-the-person', because: 'not-from-the-person' },
		])
	})

	test('a ring that does not open, and an answer that leads elsewhere', () => {
		const state = after(
			changesRing(TOMAS, 'taken', 1, [TOMAS, LENA], 'does-not-open'),
			answers(TOMAS, answer(0), false),
		)
		expect(suspicions(state).map(({ what }) => what)).toEqual([
			'ring-does-not-open',
			'answer-leads-elsewhere',
		])
	})

	test('numbers that are missing and numbers used twice', () => {
		const add = (n: number, text: string, visit = VISIT) =>
			takesIn(RUTH, later({ kind: 'addition', visit, n, topic: 'more', text, when: null }), {
				as: `original-${text}`,
			})
		const far = 7_000_000_000
		const state = after(
			add(2, 'b'),
			add(2, 'other'),
			add(far, 'far'),
			add(1, 'c', 'later'),
			add(2, 'd', 'later'),
		)
		expect(suspicions(state)).toEqual([
			{ what: 'number-used-twice', visit: VISIT, n: 2 },
			{ what: 'messages-missing', visit: VISIT, from: 1, to: 1 },
			{ what: 'messages-missing', visit: VISIT, from: 3, to: far - 1 },
			{ what: 'messages-missing', visit: 'later', from: 0, to: 0 },
		])
	})
})

test('a message sent again is the same message', () => {
	const record = later({ kind: 'addition', n: 1, topic: 'more', text: 'a', when: null })
	const state = after(takesIn(RUTH, record, { as: 'first' }), takesIn(TOMAS, record, { as: 'second' }))
	expect(state.messages.map(({ originals }) => originals)).toEqual([
		['original-of-the-story'],
		['first', 'second'],
	])
	expect(suspicions(state)).toEqual([])
})

test('the person says how far they have read', () => {
	const read = takesIn(RUTH, later({ kind: 'read', n: 1, upTo: 0 }))
	const state = after(
		answers(RUTH, answer(0)),
		answers(TOMAS, answer(1, { stage: 'acting', promised: null })),
		read,
	)
	expect(state.answers.map((one) => one.read)).toEqual([true, false])
	expect([state.stage, state.promised]).toEqual(['acting', null])
})
