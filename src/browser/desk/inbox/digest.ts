import { answersNotLeft } from '#browser/desk/inbox/answers-not-left.ts'
import { isBare } from '#browser/desk/inbox/bare-file.ts'
import { isAuthentic } from '#browser/desk/inbox/find-in-message.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { foldForSearch } from '#domain/search/fold.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Day } from '#domain/days.ts'
import type { Pin } from '#domain/roster/entry-to-expect.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { PersonRecord, Reason, Story } from '#domain/threads/records.ts'
import type { Stage } from '#domain/threads/stages.ts'
import { suspicions } from '#domain/threads/suspicions.ts'
import type { Message } from '#vault/message.ts'

export const STANDINGS = ['new', 'open', 'closed', 'lost', 'not-mine', 'damaged'] as const

/** Why a thread wants a second look, the gravest first. */
export const LOOK_REASONS = [
	'captured',
	'broken',
	'rolled-back',
	'doubt',
	'wish',
	'gap',
	'unchecked',
] as const
export type LookReason = (typeof LOOK_REASONS)[number]

/** What the list shows of a thread, and what search looks through. Lives in the member's drawer. */
export type Digest = {
	thread: string
	/** Day the first message arrived. */
	day: Day
	/** Newest change the server told of; a higher one means this digest is stale. */
	order: number
	/** `lost`: this member reads it no more. `not-mine`: it was locked for others. `damaged`: it opens for nobody. */
	standing: (typeof STANDINGS)[number]
	language: InterfaceLanguage | null
	reason: Reason | null
	stage: Stage
	promised: Day | null
	/** Messages of the person nobody took in yet. */
	waiting: number
	/** Whether the team has answered at all. */
	answered: boolean
	/** Whether the person wrote last. */
	ours: boolean
	/** Whether an answer stands in the journal whose deposit never reached the mailbox. */
	notLeft: boolean
	look: LookReason | null
	/** The newest entry of the journal this member has ever seen. */
	pin: Pin | null
	/** The beginning of the story, one line. */
	gist: string
	/** The first 4,000 letters of what the person wrote, folded for search. */
	folded: string
}

const GIST = 140
const SEARCHED = 4000

/** Boils a thread down for the list. */
export function digestOf(view: ThreadView, order: number, member: string): Digest {
	const story = view.state.story ?? unopenedStory(view)?.record ?? null
	const taken = new Set(view.state.messages.flatMap(({ originals }) => originals))
	const waiting = [...view.originals.keys()].filter((hash) => !taken.has(hash)).length
	const text = [story?.text, ...view.state.messages.map(({ record }) => textOf(record))]
		.filter(isText)
		.join('\n')
	const { stage, promised, answers } = view.state
	return {
		thread: view.thread,
		day: firstDay(view),
		order,
		standing: standingOf(view, story, member),
		language: story === null || isBare(story) ? null : story.language,
		reason: story?.reason ?? null,
		stage,
		promised,
		waiting,
		answered: answers.length > 0,
		ours: waiting > 0 || wroteLast(view),
		notLeft: answersNotLeft(view).length > 0,
		look: lookOf(view, story, member),
		pin: view.pin,
		gist: text
			.slice(0, GIST * 4)
			.replace(/\s+/g, ' ')
			.slice(0, GIST),
		folded: foldForSearch(text.slice(0, SEARCHED)),
	}
}

/** The story as the person sent it, when this member can read it where it arrived. */
export function unopenedStory(view: ThreadView): WaitingStory | null {
	for (const [original, { message }] of view.originals) {
		if (typeof message === 'string') continue
		const record = readPersonRecord(message.body, { desk: view.desk, mailbox: view.thread })
		if (record?.kind === 'story' && isAuthentic(message, record.keys)) return { original, message, record }
	}
	return null
}

export type WaitingStory = { original: string; message: Message; record: Story }

/** Whether a colleague opened the thread in a way this member cannot follow, although the person wrote to both. */
export function isCaptured(view: ThreadView): boolean {
	return view.state.story === null && view.state.readOnly !== null && unopenedStory(view) !== null
}

/** Whether nobody has taken the thread in, or its opening was set aside, and this member can. */
export function isToOpen(view: ThreadView): boolean {
	return view.state.story === null && view.state.readOnly === null && unopenedStory(view) !== null
}

/** Whether this member reads what comes from now on. */
export function isReader(view: ThreadView, member: string): boolean {
	const { ring, readOnly } = view.state
	if (ring?.readers.includes(member) !== true) return false
	return readOnly?.because !== 'unreadable' || view.rings.byVersion.has(view.nextRing - 1)
}

function firstDay({ originals }: ThreadView): Day {
	const [first] = originals.values()
	if (first === undefined) throw new RangeError('a thread begins with a message')
	return first.day
}

function standingOf(view: ThreadView, story: Story | null, member: string): Digest['standing'] {
	if (view.state.story !== null) {
		if (!isReader(view, member)) return 'lost'
		return view.state.stage === 'closed' ? 'closed' : 'open'
	}
	if (story !== null) return 'new'
	const messages = [...view.originals.values()]
	return messages.some(({ message }) => message === 'damaged') ? 'damaged' : 'not-mine'
}

function lookOf(view: ThreadView, story: Story | null, member: string): LookReason | null {
	if (story === null) return null
	if (isCaptured(view)) return 'captured'
	if (view.broken !== null) return 'broken'
	if (view.rolledBack !== null) return 'rolled-back'
	const found = suspicions(view.state)
	if (view.state.doubts.length > 0) return 'doubt'
	if (found.some(({ what }) => what === 'wish-to-check')) return 'wish'
	if (found.length > 0) return 'gap'
	return isUnchecked(view, member) ? 'unchecked' : null
}

/** Whether nobody but the member who opened the thread has looked whether that was done rightly. */
function isUnchecked({ state: { ring, checks } }: ThreadView, member: string): boolean {
	return ring !== null && ring.by !== member && !checks.some(({ by }) => by !== ring.by)
}

function wroteLast({ state: { messages, answers } }: ThreadView): boolean {
	const theirs = messages.filter(({ record }) => record.kind !== 'read').at(-1)
	const ours = answers.at(-1)
	return theirs !== undefined && (ours === undefined || theirs.seq > ours.seq)
}

function textOf(record: PersonRecord): string | null {
	return record.kind === 'addition' || record.kind === 'wish' ? record.text : null
}

function isText(text: string | null | undefined): text is string {
	return typeof text === 'string' && text !== ''
}
