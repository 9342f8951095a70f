import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import { NOTHING_ENDS } from '#browser/desk/inbox/ending.ts'
import { countViews, dueness, dueOf, filterFor, SAVED_VIEWS } from '#browser/desk/inbox/saved-views.ts'
import { addDays, type Day } from '#domain/days.ts'
import type { Card } from '#domain/roster/roster.ts'

const TODAY = '2026-11-22' as Day

const cards = fc
	.record({ answerWithinDays: fc.integer({ min: 1, max: 60 }) })
	.map(({ answerWithinDays }): Card => ({
		name: 'Lantern',
		kind: 'civil-society',
		languages: ['en'],
		days: ['mon'],
		answerWithinDays,
		checkWordsAt: 'lantern.example',
		words: [],
		contacts: [],
	}))

const days = fc.integer({ min: -90, max: 90 }).map((far) => addDays(TODAY, far))

const digests: fc.Arbitrary<Digest> = fc.record({
	thread: fc.constant('00'),
	day: days,
	order: fc.nat(),
	standing: fc.constantFrom('new', 'open', 'closed', 'lost', 'not-mine', 'damaged'),
	language: fc.constant(null),
	reason: fc.constant(null),
	stage: fc.constant<Digest['stage']>('reading'),
	promised: fc.option(days),
	waiting: fc.nat(3),
	answered: fc.boolean(),
	ours: fc.boolean(),
	notLeft: fc.boolean(),
	look: fc.constantFrom(null, 'captured', 'unchecked'),
	pin: fc.constant(null),
	gist: fc.constant(''),
	folded: fc.constant(''),
})

test('what falls due in the list of promises is what each message shows as due', () => {
	fc.assert(
		fc.property(digests, cards, (digest, card) => {
			const due = dueOf(digest, card)
			const shownAsDue = due !== null && dueness(due, TODAY) !== 'later'
			expect(filterFor('promised', { card, today: TODAY, ending: NOTHING_ENDS })(digest)).toBe(shownAsDue)
		}),
	)
})

test('each view holds as many messages as its number says', () => {
	fc.assert(
		fc.property(fc.array(digests), cards, fc.nat(), (all, card, every) => {
			const soon = all.filter((_, at) => at % (every + 1) === 0)
			const by = { card, today: TODAY, ending: new Map(soon.map(({ thread }) => [thread, TODAY])) }
			const counts = countViews(all, by)
			for (const view of SAVED_VIEWS) expect(counts[view]).toBe(all.filter(filterFor(view, by)).length)
			expect(all.filter(filterFor('ending', by)).every(({ thread }) => by.ending.has(thread))).toBe(true)
		}),
	)
})
