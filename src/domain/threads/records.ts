import type { Consent } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { Stage } from '#domain/threads/stages.ts'

// What stands inside the envelopes a person and a team exchange. The shapes are checked when an envelope is opened
// (src/contract/records.ts): whoever sealed it may have been anybody.

export const REASONS = [
	'to-me-or-us',
	'to-someone-else',
	'law-or-closure',
	'kept-from-un',
	'afraid-to-speak',
] as const
export type Reason = (typeof REASONS)[number]

export const TOPICS = [
	'more',
	'when',
	'where',
	'who-did-it',
	'un-contact',
	'who-else-knows',
	'how-to-reach',
] as const
export type Topic = (typeof TOPICS)[number]

/** A file the person sent, sealed to a key of its own that only this record holds. */
export type FileRef = {
	/** 16 random bytes in hex. */
	id: string
	/** age identity that opens the parts put together. */
	key: string
	/** Size of the file itself in bytes, and its hash (`file-hash.ts` in the vault). */
	size: number
	sha256: string
	name: string
	/** Media type as the person's browser saw it; never trusted. */
	type: string
	parts: number
	/** Whether hidden data was removed before sending. */
	copy: 'original' | 'clean-copy'
}

type FromPerson = {
	v: 1
	desk: string
	mailbox: string
	/** 8 random bytes in hex, new each time the person tells or comes back: their device keeps no count. */
	visit: string
	/** 0, 1, 2 … within the visit; a missing number shows that a message was held back. */
	n: number
	/** Newest roster entry the person's page had checked. */
	roster: { seq: number; head: string }
}

/** How the person can be answered, and how their words are recognised. */
export type PersonKeys = {
	/** X25519 age recipient. */
	recipient: string
	/** 32 bytes in hex, see `message.ts`. */
	mac: string
	/** Ed25519 public key that signs consent given or widened. */
	consent: string
}

export type Story = FromPerson & {
	kind: 'story'
	language: InterfaceLanguage
	reason: Reason | null
	text: string
	voice: FileRef | null
	consent: Consent
	/** Ids of members who must not read this. */
	leaveOut: string[]
	/** Whether the person wants to see what they sent when they come back. */
	showAgain: boolean
	/** The person says that somebody may be hurt or taken in the next days. */
	urgent?: boolean
	keys: PersonKeys
}

/** A date somebody may not know exactly. */
export type UncertainDate = { earliest: Day; latest: Day }

export type Addition = FromPerson & {
	kind: 'addition'
	topic: Topic
	text: string
	when: UncertainDate | null
	/** As in {@link Story}. */
	urgent?: boolean
}

export type PersonRecord =
	| Story
	| Addition
	| (FromPerson & { kind: 'file'; file: FileRef })
	| (FromPerson & { kind: 'consent'; consent: Consent; signature: string | null })
	| (FromPerson & { kind: 'wish'; wish: 'delete' | 'new-contact'; text: string })
	| (FromPerson & { kind: 'read'; upTo: number })

/** What the team leaves in the mailbox. */
export type TeamRecord = {
	v: 1
	kind: 'answer'
	desk: string
	mailbox: string
	/** 0, 1, 2 …: a missing number shows that an answer was held back. */
	n: number
	text: string
	stage: Stage
	/** In plain words: what happens next. */
	nextStep: string
	promised: Day | null
	/** The team ends, and this can be collected until that day. */
	ends?: Day
	/** X25519 age recipient further messages are sealed to. */
	recipient: string
	/** Highest answer the person has said they read; -1 for none. */
	readUpTo: number
	roster: { seq: number; head: string }
}
