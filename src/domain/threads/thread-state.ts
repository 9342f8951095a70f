import type { ConsentState } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { RingNamed } from '#domain/threads/entries.ts'
import type { PersonRecord, Story, TeamRecord } from '#domain/threads/records.ts'
import type { Stage } from '#domain/threads/stages.ts'
import type { ThreadRefusal } from '#domain/threads/thread-refusals.ts'

/** A message of the person that stands in the journal. */
export type TakenIn = {
	seq: number
	/** Id of the member who took it in. */
	by: string
	record: PersonRecord
	mac: string
	/** Hashes of the envelopes it came in; more than one when the person's page sent it again. */
	originals: readonly string[]
}

export type Answer = {
	seq: number
	by: string
	record: TeamRecord
	/** Hashes of the deposits it was left in, newest last. */
	deposits: readonly string[]
	/** Whether the person said they read it. */
	read: boolean
}

export const WISHES = ['wider-consent', 'delete', 'new-contact'] as const

/** Something only the person may ask for; it counts once a reader has judged that it really is the person. */
export type Wish = {
	seq: number
	what: (typeof WISHES)[number]
	/** Hash of the envelope it came in. */
	message: string
	text: string
	/** `replaced`: the person has said something else since. */
	standing: 'waiting' | 'confirmed' | 'refused' | 'replaced'
	by: string | null
	how: string | null
}

/** A text given to an interpreter. */
export type Translation = {
	seq: number
	/** Id of the member who asked. */
	by: string
	/** Sequence of the entry that holds the text. */
	of: number
	/** Id of the interpreter. */
	to: string
	from: InterfaceLanguage | null
	into: InterfaceLanguage
	until: Day
	parcel: string
	/** age identity that opens what comes back. */
	key: string
	standing: 'waiting' | 'translated' | 'taken-back'
	/** What came back. Nobody has checked it. */
	text: string | null
}

export type Check = { seq: number; by: string; ring: number; originals: readonly string[] }

/** An entry that stands in the journal, whether or not it has an effect. */
export type Passed = {
	seq: number
	hash: string
	author: string
	/** The entry it flags. */
	flags: number | null
	/** Members who lost access by it to somebody who does not read alone. */
	tookFrom: readonly string[]
}

export type Doubt = {
	seq: number
	what:
		| 'consent-forged'
		| 'not-from-the-person'
		| 'story-altered'
		| 'ring-does-not-open'
		| 'answer-leads-elsewhere'
		| 'unreadable'
		| 'without-effect'
	because: ThreadRefusal | null
}

export type ThreadState = {
	/** null until a member has opened the thread. */
	story: Story | null
	/** In the order taken in; the story is the first. */
	messages: readonly TakenIn[]
	answers: readonly Answer[]
	/** A number once used stays used, even when the entry that used it was flagged. */
	nextAnswer: number
	stage: Stage
	promised: Day | null
	/** Who promised the person something last, or took that over; null before the first answer. */
	answerer: string | null
	consent: ConsentState
	/** The newest message about consent; an older one of its visit can narrow but not widen. */
	consentFrom: { visit: string; n: number } | null
	wishes: readonly Wish[]
	/** How to reach the person, once judged to be theirs. */
	contact: string | null
	ring: (RingNamed & { seq: number; by: string }) | null
	/** Lowest version a further ring may have. */
	nextRing: number
	checks: readonly Check[]
	notes: readonly { seq: number; by: string; text: string }[]
	translations: readonly Translation[]
	/** Why the thread must not end when its time is over; null when it may. */
	held: { seq: number; by: string; because: string } | null
	/** The team that goes on with it, with the person's yes; null when there is none. */
	passedOn: { seq: number; by: string; to: string } | null
	passed: readonly Passed[]
	/** Entries without effect because a colleague flagged them. */
	flagged: readonly number[]
	doubts: readonly Doubt[]
	/** Why this client must not write, by the first such entry. */
	readOnly: { seq: number; because: 'unknown-kind' | 'unreadable' } | null
}

export const emptyThread: ThreadState = {
	story: null,
	messages: [],
	answers: [],
	nextAnswer: 0,
	stage: 'received',
	promised: null,
	answerer: null,
	consent: { now: { reach: 'team-only', totals: false, keepFrom: '' }, wish: null },
	consentFrom: null,
	wishes: [],
	contact: null,
	ring: null,
	nextRing: 0,
	checks: [],
	notes: [],
	translations: [],
	held: null,
	passedOn: null,
	passed: [],
	flagged: [],
	doubts: [],
	readOnly: null,
}

/** Ids of the members who read the thread. */
export function readersOf(state: ThreadState): readonly string[] {
	return state.ring?.readers ?? []
}

/** Ids of the members the person does not want to read this. */
export function leftOutOf(state: ThreadState): readonly string[] {
	return state.story?.leaveOut ?? []
}

export function doubting(state: ThreadState, doubt: Doubt): ThreadState {
	return { ...state, doubts: [...state.doubts, doubt] }
}

/** The place the next entry will have. */
export function nextSeq(state: ThreadState): number {
	return (state.passed.at(-1)?.seq ?? -1) + 1
}
