import { type Consent, FIRST_CONSENT } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { type Label, LABELS, type Member, type Roster, triageMembers } from '#domain/roster/roster.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { FileRef, PersonKeys, Reason, Story } from '#domain/threads/records.ts'

/** What the person decided on the screens before sending. */
export type StoryDraft = {
	language: InterfaceLanguage
	reason: Reason | null
	text: string
	/** Kinds of work whose members must not read it. */
	leftOut: readonly Label[]
	showAgain: boolean
	/** Asked for before the first message only where coming back is hard; absent: the first consent of everybody. */
	consent?: Consent
	/** Where it is locked, when that is not the person's own device. */
	door?: 'plain'
	/** Somebody may be hurt or taken in the next days. */
	urgent?: boolean
}

export type StoryRefusal = 'empty' | 'too-long' | 'nobody-left'

/** Why this draft cannot be sent, or null when it can. */
export function refusalOfDraft(
	draft: Pick<StoryDraft, 'text' | 'leftOut'>,
	hasVoice: boolean,
	roster: Roster,
): StoryRefusal | null {
	if (draft.text.trim() === '' && !hasVoice) return 'empty'
	if (draft.text.length > LONGEST.text) return 'too-long'
	return readersOf(roster, draft.leftOut).length === 0 ? 'nobody-left' : null
}

/** The members a new message is locked for. */
export function readersOf(roster: Roster, leftOut: readonly Label[]): Member[] {
	return triageMembers(roster).filter(({ label }) => !leftOut.includes(label))
}

/** A pasted half of a letter would make the record unreadable; it becomes U+FFFD, as everywhere on the web. */
function wholeLetters(text: string): string {
	return new TextDecoder().decode(new TextEncoder().encode(text))
}

/** How many members do each kind of work, in the order people are told; kinds nobody does are missing. */
export function countByLabel(members: readonly Member[]): { label: Label; count: number }[] {
	return LABELS.map((label) => ({
		label,
		count: members.filter((member) => member.label === label).length,
	})).filter(({ count }) => count > 0)
}

/** The record the team will read. */
export function composeStory(
	draft: StoryDraft,
	roster: Roster,
	person: { mailbox: string; visit: string; keys: PersonKeys; voice: FileRef | null },
): Story {
	return {
		v: 1,
		kind: 'story',
		desk: roster.desk,
		mailbox: person.mailbox,
		visit: person.visit,
		n: 0,
		roster: { seq: roster.seq, head: roster.head },
		language: draft.language,
		reason: draft.reason,
		text: wholeLetters(draft.text),
		voice: person.voice,
		consent: draft.consent ?? FIRST_CONSENT,
		leaveOut: roster.members.filter(({ label }) => draft.leftOut.includes(label)).map(({ id }) => id),
		showAgain: draft.showAgain,
		...(draft.urgent === true ? { urgent: true } : {}),
		keys: person.keys,
		...(draft.door === undefined ? {} : { door: draft.door }),
	}
}

/** What the person sees again of their story: the text alone. A voice note is not kept. */
export function composeCopy({ desk, mailbox, text }: Story, day: Day): CopyRecord {
	return { v: 1, kind: 'sent', desk, mailbox, n: 0, day, topic: null, text, when: null }
}
