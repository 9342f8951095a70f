import type { TeamEntry } from '#domain/threads/entries.ts'
import type { PersonRecord, TeamRecord } from '#domain/threads/records.ts'

/** What a client found about a message of the person that an entry quotes. */
export type FoundMessage = {
	/** null: not a record, or written for another desk or mailbox. */
	record: PersonRecord | null
	/** Whether its MAC holds under the key the story gives. */
	authentic: boolean
	/** Whether it carries a signature that holds under the consent key the story gives. */
	signed: boolean
	/** Whether the envelope the entry names holds the same text; `gone`: it could not be compared. */
	original: 'same' | 'differs' | 'gone'
}

/** What a client found about an answer that an entry quotes. */
export type FoundAnswer = {
	record: TeamRecord | null
	/** Whether the person is asked to write to a key of this thread. */
	leadsHere: boolean
}

/** What a client found about a translation that an entry quotes. */
export type FoundTranslation = {
	/** null: not a translation, or one of another text. */
	text: string | null
	/** Whether it carries a signature of the interpreter who was asked. */
	signed: boolean
}

/** Whether the ring an entry names opens for this client; `not-for-me`: it is not named among the readers. */
export type FoundRing = 'opens' | 'does-not-open' | 'not-for-me'

/** What the client checked that opened the entry; null where the entry speaks of no such thing. */
export type Found = {
	message: FoundMessage | null
	answer: FoundAnswer | null
	ring: FoundRing | null
	/** Ids of the members at that time: by the newest roster that this entry or an earlier one names. */
	team: readonly string[] | null
	/** Whether whom the entry asks for a translation was an interpreter at that time. */
	interpreter: boolean | null
	translation: FoundTranslation | null
}

export const NOTHING_FOUND: Found = {
	message: null,
	answer: null,
	ring: null,
	team: null,
	interpreter: null,
	translation: null,
}

/** An entry that stands in an unbroken journal, as one client opened it. */
export type Placed<Entry> = {
	seq: number
	/** Hash of its visible part. */
	hash: string
	/** Id of the member whose key signed it. */
	author: string
	/** Whether the author opens new messages, by the roster the entry names. */
	triage: boolean
	/** `unreadable`: it does not open for a reader, or holds no entry. */
	entry: Entry | 'unknown-kind' | 'unreadable'
	found: Found
}

export type EntryOf<Kind extends TeamEntry['kind']> = Extract<TeamEntry, { kind: Kind }>
