import { isAuthentic } from '#browser/desk/inbox/find-in-message.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { readPersonRecord } from '#contract/records.ts'
import type { Language } from '#domain/languages.ts'
import type { PersonRecord, Reason, Story } from '#domain/threads/records.ts'
import type { Stage } from '#domain/threads/stages.ts'
import type { Message } from '#vault/message.ts'

/** What the list shows of a thread, and what search looks through. Lives in the member's drawer. */
export type Digest = {
	thread: string
	/** Day the first message arrived. */
	day: string
	/** Newest change the server told of; a higher one means this digest is stale. */
	order: number
	/** `unreadable`: not sealed to this member, or damaged. */
	standing: 'new' | 'open' | 'closed' | 'unreadable'
	language: Language | null
	reason: Reason | null
	stage: Stage
	promised: string | null
	/** Messages of the person nobody took in yet. */
	waiting: number
	/** Whether something wants a second look: a doubt, a broken journal, an undecided wish. */
	attention: boolean
	/** The beginning of the story, one line. */
	gist: string
	/** Everything the person wrote, for search, cut at 4,000 letters. */
	text: string
}

const GIST = 140
const SEARCHED = 4000

/** Boils a thread down for the list. */
export function digestOf(view: ThreadView, order: number): Digest {
	const story = view.state.story ?? unopenedStory(view)?.record ?? null
	const taken = new Set(view.state.messages.flatMap(({ originals }) => originals))
	const waiting = [...view.originals].filter(([hash]) => !taken.has(hash))
	const text = [story?.text, ...view.state.messages.map(({ record }) => textOf(record))]
		.filter(isText)
		.join('\n')
	const { stage, promised, doubts, wishes } = view.state
	return {
		thread: view.thread,
		day: [...view.originals.values()][0]?.day ?? '',
		order,
		standing: standingOf(view, story),
		language: story?.language ?? null,
		reason: story?.reason ?? null,
		stage,
		promised,
		waiting: waiting.length,
		attention:
			view.broken !== null || doubts.length > 0 || wishes.some(({ standing }) => standing === 'waiting'),
		gist: text.replace(/\s+/g, ' ').slice(0, GIST),
		text: text.slice(0, SEARCHED),
	}
}

/** The story of a thread nobody opened yet, when this member can read it. */
export function unopenedStory(view: ThreadView): WaitingStory | null {
	for (const [original, { message }] of view.originals) {
		if (typeof message === 'string') continue
		const record = readPersonRecord(message.body, { desk: view.desk, mailbox: view.thread })
		if (record?.kind === 'story' && isAuthentic(message, record.keys)) return { original, message, record }
	}
	return null
}

export type WaitingStory = { original: string; message: Message; record: Story }

function standingOf(view: ThreadView, story: Story | null): Digest['standing'] {
	if (story === null) return 'unreadable'
	if (view.state.story === null) return 'new'
	return view.state.stage === 'closed' ? 'closed' : 'open'
}

function textOf(record: PersonRecord): string | null {
	return record.kind === 'addition' || record.kind === 'wish' ? record.text : null
}

function isText(text: string | null | undefined): text is string {
	return typeof text === 'string' && text !== ''
}
