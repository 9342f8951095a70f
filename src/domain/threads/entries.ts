import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { Stage } from '#domain/threads/stages.ts'

/** A person's message as it was opened: exact body text and its MAC, so that every reader can check it again. */
export type OpenedMessage = { body: string; mac: string }

export type RingNamed = { version: number; envelope: string; readers: readonly string[] }

// [Note: entries] What members add to a thread's journal. Each is sealed to the thread's newest key. An entry of a
// kind or version a client does not know makes the journal read-only for it; a flagged entry has no effect.
export type TeamEntry =
	/** First entry: the story, from which envelope it was read, and who can read the thread from now on. */
	| { kind: 'opened'; original: string; message: OpenedMessage; ring: RingNamed }
	/** A later message of the person. */
	| { kind: 'took-in'; original: string; message: OpenedMessage }
	/** An answer: the body left for the person, and the hash of the deposit it travelled in. */
	| { kind: 'answered'; body: string; deposit: string }
	/** The same answer sealed again because the first deposit failed. */
	| { kind: 'deposited-again'; answer: number; deposit: string }
	| { kind: 'moved'; stage: Stage; promised: Day | null }
	| { kind: 'ring-changed'; ring: RingNamed; because: 'given' | 'taken' }
	/** Nobody of the team could read on; the team's recovery key opened the thread, and these read it from now on. */
	| { kind: 'recovered'; ring: RingNamed }
	/** Another member answers the person from now on. */
	| { kind: 'handed-over'; to: string }
	/** Another member's client opened the ring and found the originals equal to what the journal says. */
	| { kind: 'checked'; ring: number; originals: readonly string[] }
	| { kind: 'flagged'; seq: number; hash: string; because: FlagReason }
	/** A member judged whether a wider consent or another wish really comes from the person. */
	| { kind: 'wish-judged'; message: string; judged: 'confirmed' | 'refused'; how: string }
	| { kind: 'noted'; text: string }
	/** The thread must not end when its time is over, or may again. */
	| { kind: 'held'; held: boolean; because: string }
	/** The text of an entry was given to an interpreter. */
	| {
			kind: 'translation-asked'
			/** Entry that holds the text: its place, and the hash of its visible part. */
			of: number
			hash: string
			to: string
			/** null: the member does not know. */
			from: InterfaceLanguage | null
			into: InterfaceLanguage
			/** Last day on which the interpreter can fetch it. */
			until: Day
			/** By this alone the interpreter and the server know the text. */
			parcel: string
			/** age identity that opens what the interpreter sends back. */
			key: string
	  }
	/** What the interpreter sent back: exact body text and their signature, so that every reader can check it again. */
	| { kind: 'translated'; parcel: string; body: string; signature: string }
	| { kind: 'translation-taken-back'; parcel: string }
	/** Another team got a copy, with the person's yes. `yes`: envelope of the message in which they gave it. */
	| { kind: 'passed-on'; to: string; yes: string }

export const FLAG_REASONS = [
	'ring-does-not-open',
	'story-altered',
	'consent-forged',
	'answer-leads-elsewhere',
	'not-from-the-person',
	'mistake',
] as const
export type FlagReason = (typeof FLAG_REASONS)[number]
