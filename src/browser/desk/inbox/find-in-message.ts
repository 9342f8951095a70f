import { hexToBytes } from '@noble/hashes/utils.js'
import { storyAround } from '#browser/desk/inbox/bare-file.ts'
import type { OpenedRings } from '#browser/desk/inbox/open-rings.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { StoredMessage, StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { readPersonRecord } from '#contract/records.ts'
import { consentToSign } from '#contract/consent-bytes.ts'
import type { Day } from '#domain/days.ts'
import type { OpenedMessage } from '#domain/threads/entries.ts'
import type { FoundMessage } from '#domain/threads/placed-entry.ts'
import type { PersonKeys, PersonRecord } from '#domain/threads/records.ts'
import { open, SealBroken } from '#vault/envelope.ts'
import { isWrittenBy, type Message, messageIn } from '#vault/message.ts'
import { hashOf } from '#vault/outside/format.ts'
import { isSignature, isSignedBy, isSigningKey } from '#vault/outside/signature.ts'
import type { MacKey } from '#vault/return-keys.ts'

/** A message of the person as it lies on the server; `retired`: the journal holds it, and it was removed there. */
export type Original = { day: Day; first: boolean; message: Message | 'not-for-me' | 'damaged' | 'retired' }

/** By envelope hash, in the order of arrival. */
export type Originals = ReadonlyMap<string, Original>

type Place = { desk: string; mailbox: string }

/** Opens what a person sent, wherever this member can: with their own key, or with a key of the thread. */
export async function openOriginals(
	stored: StoredThread,
	reader: Reader,
	rings: OpenedRings,
): Promise<Originals> {
	const originals = new Map<string, Original>()
	const place = { desk: reader.roster.desk, mailbox: stored.thread }
	const inOrder = [...stored.messages].sort((one, other) => one.order - other.order)
	for (const message of inOrder) {
		const { hash, day, first } = message
		originals.set(hash, { day, first, message: await openOriginal(message, place, reader, rings) })
	}
	return originals
}

async function openOriginal(
	{ hash, first, retired, envelope }: StoredMessage,
	place: Place,
	{ identities }: Reader,
	rings: OpenedRings,
): Promise<Original['message']> {
	if (envelope === null) return retired ? 'retired' : 'not-for-me'
	if (hashOf(envelope) !== hash) return 'damaged'
	try {
		const plain = await open(envelope, [...identities, ...rings.identities])
		return plain === null ? 'not-for-me' : (messageOrBare(plain, first ? place : null) ?? 'damaged')
	} catch (error) {
		if (error instanceof SealBroken) return 'damaged'
		throw error
	}
}

/** @param bareAt where the story around a bare file would stand; null where only a message may stand */
function messageOrBare(plain: Uint8Array, bareAt: Place | null): Message | null {
	try {
		return messageIn(plain)
	} catch (error) {
		if (!(error instanceof SealBroken)) throw error
		return bareAt === null ? null : storyAround(plain, bareAt)
	}
}

/**
 * Checks a message that an entry quotes: what it says, whether the person wrote it, and whether it is what lies on
 * the server.
 * @param keys those the story gave; null when the message is the story itself
 */
export function findInMessage(
	{ original, message }: { original: string; message: OpenedMessage },
	place: Place,
	keys: PersonKeys | null,
	originals: Originals,
): FoundMessage {
	const record = readPersonRecord(message.body, place)
	const knownKeys = keys ?? (record?.kind === 'story' ? record.keys : null)
	return {
		record,
		authentic: knownKeys !== null && isAuthentic(message, knownKeys),
		signed: knownKeys !== null && record !== null && isConsentSigned(record, place, knownKeys),
		original: compare(message, originals.get(original)?.message),
	}
}

export function isAuthentic(message: OpenedMessage, keys: PersonKeys): boolean {
	return isWrittenBy(message, 'person', hexToBytes(keys.mac) as MacKey)
}

function isConsentSigned(record: PersonRecord, { desk, mailbox }: Place, keys: PersonKeys): boolean {
	if (record.kind !== 'consent' || record.signature === null) return false
	if (!isSigningKey(keys.consent) || !isSignature(record.signature)) return false
	return isSignedBy(
		keys.consent,
		'consent',
		consentToSign(desk, mailbox, record, record.consent),
		record.signature,
	)
}

function compare(quoted: OpenedMessage, original: Original['message'] | undefined): FoundMessage['original'] {
	if (original === undefined || typeof original === 'string') return 'gone'
	return original.body === quoted.body && original.mac === quoted.mac ? 'same' : 'differs'
}
