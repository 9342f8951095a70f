import type { Generated } from 'kysely'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import type { NoticeWay, Rhythm } from '#domain/notices/notice-rule.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { Signature, SigningKey } from '#vault/outside/signature.ts'

// What the migrations create, as Kysely sees it. Truth values are 0 and 1 on both engines.

export type Tables = {
	settings: { name: string; value: string }
	desks: {
		id: Generated<number>
		hash: Hash
		roster_seq: number
		/** JSON of a signed text. */
		statement: string
		statement_until: Day
		last_read: Day | null
	}
	feeds: { desk: number; newest: number; bytes: number; kept: Generated<number> }
	roster_entries: { desk: number; seq: number; text: string; signatures: string }
	proposals: { desk: number; hash: Hash; seq: number; text: string; signatures: string }
	names: { desk: number; sealed: Uint8Array }
	members: {
		id: Generated<number>
		desk: number
		member: string
		login: string
		passphrase_auth: Hash
		sheet_auth: Hash
		keyring: Uint8Array
		active: number
	}
	travels: { member: number; day: Day; inner_hash: Hash; keepers: string }
	passkeys: { id: string; member: number; auth: Hash; keyring: Uint8Array; note: Uint8Array }
	sessions: { token: Hash; member: number; until: Day }
	invitations: { token: Hash; desk: number; until: Day; used_by: string | null }
	joins: { member: number; text: string; signatures: string; name: Uint8Array }
	threads: {
		id: Generated<number>
		desk: number
		mailbox: string
		proof_key: SigningKey | null
		deposit_key: SigningKey | null
		/** Sealed bytes the person sent. */
		bytes: number
		opened: Day | null
		answered: number
		/** Sequence of the newest entry of the journal. */
		head: number | null
		/** Newest version of the ring. */
		ring: number | null
		destroyed: Day | null
		/** Kept for later and not sent: the day it was opened last. */
		kept: Day | null
		/** The day something last happened in it. */
		moved: Day | null
		/** Whether the team keeps it longer than its time. */
		held: Generated<number>
	}
	messages: {
		id: Generated<number>
		thread: number
		hash: Hash
		day: Day
		first: number
		size: number
		envelope: Uint8Array | null
	}
	deposits: {
		id: Generated<number>
		thread: number
		hash: Hash
		day: Day
		size: number
		envelope: Uint8Array | null
	}
	entries: {
		id: Generated<number>
		thread: number
		seq: number
		prev: Hash
		/** Hash of the envelope. */
		hash: Hash
		roster: number
		author: SigningKey
		signature: Signature
		envelope: Uint8Array
	}
	rings: { id: Generated<number>; thread: number; version: number; hash: Hash; envelope: Uint8Array }
	readers: { thread: number; version: number; member: string }
	file_parts: {
		id: Generated<number>
		thread: number
		file: string
		part: number
		parts: number
		hash: Hash
		bytes: Uint8Array
	}
	copies: { id: Generated<number>; thread: number; hash: Hash; first: number; envelope: Uint8Array }
	/** `returned`: 1 once `envelope` is the translation. */
	parcels: {
		id: Generated<number>
		desk: number
		thread: number
		parcel: string
		member: string
		day: Day
		returned: number
		hash: Hash
		envelope: Uint8Array
	}
	drawer: { id: Generated<number>; member: number; bucket: number; generation: number; bytes: Uint8Array }
	changes: { desk: number; order: number; kind: ChangeKind; thread: number; item: number }
	notice_rules: {
		desk: number
		rhythm: Rhythm
		daily_minute: number
		quiet_from: number | null
		quiet_to: number | null
	}
	duty: { desk: number; member: string }
	notice_ways: {
		member: number
		way: NoticeWay
		address: string
		/** Key of a webhook's HMAC, 64 hex characters. */
		secret: string | null
		language: Language
		quiet_from: number | null
		quiet_to: number | null
		/** Place in the desk's order up to which the member was told. */
		noticed: number
		/** Day of the newest daily notice. */
		daily: Day
		/** Day on which the newest notice was turned away. */
		failed: Day | null
	}
	calls: { desk: number }
	/** What became of the threads of a desk that ends. */
	closings: {
		desk: number
		destroyed: Generated<number>
		told: Generated<number>
		collected: Generated<number>
		handed_over: Generated<number>
	}
	jobs: {
		id: Generated<number>
		member: number
		kind: JobKind
		/** 32 hex characters. */
		message_id: string
		/** Minutes since 1970. */
		not_before: number
		tries: number
	}
}

export type JobKind = 'news' | 'daily' | 'call'

export type ChangeKind = 'message' | 'entry' | 'ring' | 'deposit' | 'destroyed'
