import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeStory, countByLabel, readersOf, refusalOfDraft } from '#browser/reporter/compose-story.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Day } from '#domain/days.ts'
import { DEFAULT_RETENTION } from '#domain/keeping/retention.ts'
import { REASONS } from '#domain/threads/records.ts'
import { type Label, LABELS, type Member, type Role, type Roster } from '#domain/roster/roster.ts'

const anyMember = fc.record({
	id: fc.stringMatching(/^[0-9a-f]{32}$/),
	signingKey: fc.constant('0'.repeat(64)),
	recipient: fc.constant('age1pq1'),
	label: fc.constantFrom<Label>(...LABELS),
	roles: fc.subarray<Role>(['administrator', 'triage']),
})
const anyTeam = fc.uniqueArray(anyMember, { minLength: 1, maxLength: 9, selector: ({ id }) => id })
const anyLabels = fc.subarray<Label>([...LABELS])

function rosterOf(members: readonly Member[]): Roster {
	return {
		desk: 'd'.repeat(64),
		root: '0'.repeat(64),
		seq: 7,
		head: 'e'.repeat(64),
		card: {
			name: 'Kessa Watch',
			kind: 'civil-society',
			languages: ['fr'],
			days: ['mon'],
			answerWithinDays: 2,
			checkWordsAt: '',
			words: [],
			contacts: [],
		},
		members,
		sheetsTried: [],
		recovery: null,
		intake: 'open',
		retention: DEFAULT_RETENTION,
		closing: null,
		closed: null,
		gaps: [{ thread: '0'.repeat(32), known: null, head: null, day: '2026-01-01' as Day, roster: 1 }],
	}
}

test('whoever is left out is neither a reader nor forgotten in the record', () => {
	fc.assert(
		fc.property(anyTeam, anyLabels, (members, leftOut) => {
			const roster = rosterOf(members)
			const readers = readersOf(roster, leftOut)
			const record = composeStory(
				{ language: 'fr', reason: null, text: 'x', leftOut, showAgain: false },
				roster,
				{ mailbox: 'm', visit: 'v', voice: null, keys: { recipient: 'r', mac: 'm', consent: 'c' } },
			)
			for (const { id, label, roles } of members) {
				const isOut = leftOut.includes(label)
				expect(readers.some((reader) => reader.id === id)).toBe(!isOut && roles.includes('triage'))
				expect(record.leaveOut.includes(id)).toBe(isOut)
			}
		}),
	)
})

test('the counts people are told add up to the readers', () => {
	fc.assert(
		fc.property(anyTeam, (members) => {
			const counts = countByLabel(members)
			expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(members.length)
			expect(counts.every(({ count }) => count > 0)).toBe(true)
		}),
	)
})

const ruth: Member = {
	id: 'a'.repeat(32),
	signingKey: '1'.repeat(64),
	recipient: 'age1pq1',
	label: 'coordinator',
	roles: ['administrator', 'triage'],
}

test('an empty message is refused, unless there is a voice note', () => {
	const roster = rosterOf([ruth])
	expect(refusalOfDraft({ text: ' \n ', leftOut: [] }, false, roster)).toBe('empty')
	expect(refusalOfDraft({ text: '', leftOut: [] }, true, roster)).toBeNull()
	expect(refusalOfDraft({ text: 'They came back.', leftOut: [] }, false, roster)).toBeNull()
})

test('a message nobody could open is refused', () => {
	const roster = rosterOf([ruth])
	expect(refusalOfDraft({ text: 'x', leftOut: ['coordinator'] }, false, roster)).toBe('nobody-left')
})

test('a text longer than a team would read is refused before it is locked', () => {
	const roster = rosterOf([ruth])
	expect(refusalOfDraft({ text: 'ا'.repeat(100_000), leftOut: [] }, false, roster)).toBeNull()
	expect(refusalOfDraft({ text: 'ا'.repeat(100_001), leftOut: [] }, false, roster)).toBe('too-long')
})

test('whatever is typed or pasted, the team can read the record', () => {
	const desk = 'd'.repeat(64)
	const mailbox = 'f'.repeat(32)
	const keys = { recipient: `age1${'q'.repeat(58)}`, mac: 'a'.repeat(64), consent: 'b'.repeat(64) }
	fc.assert(
		fc.property(
			fc.string({ unit: 'binary', maxLength: 200 }),
			fc.constantFrom(null, ...REASONS),
			anyTeam,
			anyLabels,
			(typed, reason, members, leftOut) => {
				const text = `${typed}\ud800`
				const draft = { language: 'fr', reason, text, leftOut, showAgain: true } as const
				const record = composeStory(draft, rosterOf(members), {
					mailbox,
					visit: 'c'.repeat(16),
					voice: null,
					keys,
				})
				const read = readPersonRecord(JSON.stringify(record), { desk, mailbox })
				expect(read).toEqual(record)
			},
		),
	)
})

test('nothing is allowed that the person was not asked', () => {
	const draft = { language: 'ar', reason: null, text: 'x', leftOut: [], showAgain: false } as const
	const person = { mailbox: 'm', visit: 'v', voice: null, keys: { recipient: 'r', mac: 'm', consent: 'c' } }
	const { consent, n, roster } = composeStory(draft, rosterOf([ruth]), person)
	expect(consent).toEqual({ reach: 'ask-each-time', totals: false, keepFrom: '' })
	expect(n).toBe(0)
	expect(roster).toEqual({ seq: 7, head: 'e'.repeat(64) })
})
