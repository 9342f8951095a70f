import { findInMessage, type Originals, openOriginals } from '#browser/desk/inbox/find-in-message.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { openRings, type OpenedRings } from '#browser/desk/inbox/open-rings.ts'
import type { StoredDeposit, StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { findTranslation, memberEver } from '#browser/desk/translation/find-translation.ts'
import { readTeamEntry } from '#contract/entries.ts'
import { readTeamRecord } from '#contract/records.ts'
import { entryToExpect, type Pin } from '#domain/roster/entry-to-expect.ts'
import { interpretersOf } from '#domain/roster/interpreters.ts'
import type { Place, Roster } from '#domain/roster/roster.ts'
import type { TeamEntry } from '#domain/threads/entries.ts'
import { foldThread } from '#domain/threads/fold-thread.ts'
import { type Found, type FoundRing, NOTHING_FOUND, type Placed } from '#domain/threads/placed-entry.ts'
import type { PersonKeys } from '#domain/threads/records.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'
import { SealBroken } from '#vault/envelope.ts'
import { openEntry, type SealedEntry } from '#vault/journal.ts'
import { type ChainFault, entryHash, faultInChain, type VisibleEntry } from '#vault/outside/chain.ts'

/** A thread as this member can read it. */
export type ThreadView = {
	desk: string
	thread: string
	state: ThreadState
	rings: OpenedRings
	originals: Originals
	/** The unbroken part of the journal, oldest first, as this member could open it. */
	entries: readonly Placed<TeamEntry>[]
	/** Lowest version a further ring may have, counting rings this member cannot open. */
	nextRing: number
	/** Deposits the server knows of, whether or not the person has read them. */
	deposits: readonly StoredDeposit[]
	/** Newest entry of the unbroken journal; the next one names it. */
	last: VisibleEntry | null
	/** Where the journal stops making sense: what follows was not read. */
	broken: { seq: number; because: ChainFault | 'unknown-author' } | null
	/** The entry this member saw earlier and the server does not show any more; see [Note: pins]. */
	rolledBack: Pin | null
	/** Note to keep of the newest entry: what was seen stays noted as long as the server does not show it. */
	pin: Pin | null
}

// [Note: pins] A server can leave out the newest entries of a journal, and what is left still holds together. So members
// note in their drawer and on their device the newest entry they have seen. After a backup was restored entries are
// missing as well: this is shown, and work goes on, because nobody can tell the one from the other but the people
// themselves. An administrator ends the warning by accepting the gap in the roster, where it stays.

/** Opens everything of a thread this member can open, checks it and folds it into one state. */
export async function readThread(stored: StoredThread, reader: Reader): Promise<ThreadView> {
	const rings = await openRings(stored, reader)
	const originals = await openOriginals(stored, reader, rings)
	const entries = [...stored.entries].sort((one, other) => one.visible.seq - other.visible.seq)
	const placed: Placed<TeamEntry>[] = []
	let last: VisibleEntry | null = null
	let keys: PersonKeys | null = null
	const asked = new Map<string, string>()
	let broken: ThreadView['broken'] = null
	let newestRoster = 0
	for (const entry of entries) {
		const author = authorOf(entry.visible, reader)
		const fault =
			faultInChain(stored.thread, last, entry.visible) ?? (author === null ? 'unknown-author' : null)
		if (author === null || fault !== null) {
			broken = { seq: entry.visible.seq, because: fault ?? 'unknown-author' }
			break
		}
		const content = await contentOf(entry, rings)
		newestRoster = Math.max(newestRoster, entry.visible.roster)
		const roster = reader.history[newestRoster] ?? null
		const found = await findIn(content, { stored, reader, rings, originals, keys, roster, asked })
		if (typeof content === 'object' && content.kind === 'translation-asked' && !asked.has(content.parcel))
			asked.set(content.parcel, content.to)
		if (typeof content === 'object' && content.kind === 'opened' && found.message?.record?.kind === 'story')
			keys = found.message.record.keys
		placed.push({ seq: entry.visible.seq, hash: entryHash(entry.visible), ...author, entry: content, found })
		last = entry.visible
	}
	const state = foldThread(placed)
	const expected = entryToExpect(reader.roster, stored.thread, stored.pin)
	const isShown = expected === null || placed[expected.seq]?.hash === expected.hash
	const newest = placed.at(-1)
	const seen = newest === undefined ? null : { ...placeOf(newest), roster: reader.roster.seq }
	return {
		desk: reader.roster.desk,
		thread: stored.thread,
		state,
		rings,
		originals,
		entries: placed,
		nextRing: Math.max(state.nextRing, ...stored.rings.map(({ version }) => version + 1)),
		deposits: stored.deposits,
		last,
		broken,
		rolledBack: isShown ? null : expected,
		pin: isShown ? seen : expected,
	}
}

function placeOf({ seq, hash }: Placed<TeamEntry>): Place {
	return { seq, hash }
}

type Author = { author: string; triage: boolean }

function authorOf({ roster: seq, author }: VisibleEntry, { history }: Reader): Author | null {
	const member = history[seq]?.members.find(({ signingKey }) => signingKey === author)
	return member === undefined ? null : { author: member.id, triage: member.roles.includes('triage') }
}

async function contentOf(
	entry: SealedEntry,
	rings: OpenedRings,
): Promise<TeamEntry | 'unknown-kind' | 'unreadable'> {
	try {
		const opened = await openEntry(entry, rings.identities)
		if (!opened.ok) return opened.because === 'unknown-version' ? 'unknown-kind' : 'unreadable'
		return readTeamEntry(opened.content) ?? 'unreadable'
	} catch (error) {
		if (error instanceof SealBroken) return 'unreadable'
		throw error
	}
}

type Surroundings = {
	stored: StoredThread
	reader: Reader
	rings: OpenedRings
	originals: Originals
	keys: PersonKeys | null
	/** The newest roster that this entry or an earlier one names. */
	roster: Roster | null
	/** Ids of the interpreters asked so far, by parcel. */
	asked: ReadonlyMap<string, string>
}

async function findIn(
	content: TeamEntry | 'unknown-kind' | 'unreadable',
	around: Surroundings,
): Promise<Found> {
	if (typeof content === 'string') return NOTHING_FOUND
	const place = { desk: around.reader.roster.desk, mailbox: around.stored.thread }
	switch (content.kind) {
		case 'opened':
			return {
				...NOTHING_FOUND,
				message: findInMessage(content, place, null, around.originals),
				ring: ringFound(content.ring, around),
			}
		case 'took-in':
			return { ...NOTHING_FOUND, message: findInMessage(content, place, around.keys, around.originals) }
		case 'answered': {
			const record = readTeamRecord(content.body, place)
			const leadsHere = record !== null && (await around.rings.recipients()).includes(record.recipient)
			return { ...NOTHING_FOUND, answer: { record, leadsHere } }
		}
		case 'ring-changed':
			return { ...NOTHING_FOUND, ring: ringFound(content.ring, around) }
		case 'recovered':
			return {
				...NOTHING_FOUND,
				ring: ringFound(content.ring, around),
				team: around.roster?.members.map(({ id }) => id) ?? null,
			}
		case 'translation-asked': {
			const interpreters = around.roster === null ? [] : interpretersOf(around.roster)
			return { ...NOTHING_FOUND, interpreter: interpreters.some(({ id }) => id === content.to) }
		}
		case 'translated': {
			const asked = around.asked.get(content.parcel)
			const interpreter = asked === undefined ? null : memberEver(around.reader.history, asked)
			const at = { desk: place.desk, parcel: content.parcel }
			return { ...NOTHING_FOUND, translation: findTranslation(content, at, interpreter) }
		}
		default:
			return NOTHING_FOUND
	}
}

function ringFound(
	named: { version: number; envelope: string; readers: readonly string[] },
	around: Surroundings,
): FoundRing {
	if (!named.readers.includes(around.reader.member)) return 'not-for-me'
	const stored = around.stored.rings.find(({ version }) => version === named.version)
	const same = stored?.hash === named.envelope
	return same && around.rings.byVersion.has(named.version) ? 'opens' : 'does-not-open'
}
