import type * as v from 'valibot'
import type { Tell } from '#contract/endpoints.ts'
import type { entryFrame, ringFrame } from '#contract/member-endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { interpretersOf } from '#domain/roster/interpreters.ts'
import { memberByKey } from '#domain/roster/roster.ts'
import type { NewEntry, NewRing } from '#server/storage/commands/append-entries.ts'
import { entryAt, everReadersOf, type StoredThread } from '#server/storage/reads/threads.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { followedThread } from '#server/usecases/readable-thread.ts'
import { checkedEnvelope } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { demandRoom } from '#server/usecases/space.ts'
import { entryHash, faultInChain, type VisibleEntry } from '#vault/outside/chain.ts'

type EntryFrame = { head: v.InferOutput<typeof entryFrame>; bytes: Uint8Array }
type RingFrame = { head: v.InferOutput<typeof ringFrame>; bytes: Uint8Array }
export type JournalFrame = { head: EntryFrame['head'] | RingFrame['head']; bytes: Uint8Array }

/**
 * Continues a thread's journal. The first entry of a thread comes with its ring; entries and ring are stored
 * together or not at all; what is stored already is answered as stored.
 */
export async function appendToThread(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
	frames: readonly JournalFrame[],
): Promise<Tell<'append'>> {
	const thread = await followedThread(instance, call, mailbox)
	const { entries, newRing } = sorted(frames)
	const newest = entries.at(-1)
	if (newest === undefined) throw new Refused('malformed', 'no entry')
	if (await isStored(instance, thread, newest.visible)) return { seq: newest.visible.seq }
	if (newRing !== null) await checkRing(instance, call, thread, newRing, entries)
	else if (thread.ring === null) throw new Refused('malformed', 'no ring')
	const head = thread.head === null ? null : await entryAt(instance.store.read, thread, thread.head)
	checkChain(thread, head, entries)
	await checkAuthors(instance, call, { thread, entries, newRing })
	await demandRoom(
		instance,
		'team',
		frames.reduce((sum, { bytes }) => sum + bytes.length, 0),
	)
	await instance.store.write('appendEntries', {
		desk: call.desk.id,
		thread: thread.id,
		head: thread.head,
		ring: thread.ring,
		day: todayOf(instance),
		entries,
		newRing,
	})
	return { seq: newest.visible.seq }
}

type Added = { entries: NewEntry[]; newRing: NewRing | null }

/** Takes frames apart and checks that each names the bytes it comes with. */
function sorted(frames: readonly JournalFrame[]): Added {
	const entries: NewEntry[] = []
	const rings: NewRing[] = []
	for (const { head, bytes: envelope } of frames) {
		const hash = checkedEnvelope(envelope)
		if (hash !== (head.kind === 'entry' ? head.entry.envelope : head.hash))
			throw new Refused('malformed', 'hash')
		if (head.kind === 'entry') entries.push({ visible: head.entry, envelope, hold: head.hold ?? null })
		else rings.push({ version: head.version, hash, readers: head.readers, envelope })
	}
	const [newRing, ...more] = rings
	if (more.length > 0) throw new Refused('malformed', 'more than one ring')
	return { entries, newRing: newRing ?? null }
}

async function isStored(instance: Instance, thread: StoredThread, entry: VisibleEntry): Promise<boolean> {
	const stored = await entryAt(instance.store.read, thread, entry.seq)
	return stored !== null && entryHash(stored) === entryHash(entry)
}

/** Readers are members, now or when the entry was written that the ring comes with. */
async function checkRing(
	instance: Instance,
	{ desk, roster }: SignedIn,
	thread: StoredThread,
	{ version, readers }: NewRing,
	[first]: readonly NewEntry[],
): Promise<void> {
	const history = await instance.rosters(desk)
	const then = history[first?.visible.roster ?? roster.seq]?.members ?? []
	const members = new Set([...roster.members, ...then].map(({ id }) => id))
	if (version !== (thread.ring ?? -1) + 1) throw new Refused('not-the-next-entry')
	if (new Set(readers).size !== readers.length) throw new Refused('malformed', 'readers')
	if (!readers.every((reader) => members.has(reader))) throw new Refused('malformed', 'readers')
	if (interpretersOf(roster).some(({ id }) => readers.includes(id)))
		throw new Refused('not-allowed', 'interpreters-read-no-thread')
}

function checkChain(thread: StoredThread, head: VisibleEntry | null, entries: readonly NewEntry[]): void {
	let previous = head
	for (const { visible } of entries) {
		const fault = faultInChain(thread.mailbox, previous, visible)
		if (fault === 'wrong-sequence' || fault === 'wrong-previous') throw new Refused('not-the-next-entry')
		if (fault !== null) throw new Refused('malformed', fault)
		previous = visible
	}
}

/**
 * An author is a member under the roster the entry names and reads the thread. After a restore a member also brings
 * the lost entries of others, whom some version of the ring must name.
 */
async function checkAuthors(
	instance: Instance,
	{ desk, me }: SignedIn,
	{ thread, entries, newRing }: Added & { thread: StoredThread },
): Promise<void> {
	const history = await instance.rosters(desk)
	const others = entries.filter(({ visible }) => visible.author !== me.signingKey)
	const readers =
		others.length === 0 ? new Set<string>() : await everReadersOf(instance.store.read, thread.id)
	for (const { visible } of entries) {
		const roster = history[visible.roster]
		if (roster === undefined) throw new Refused('malformed', 'roster')
		const author = memberByKey(roster, visible.author)
		const reads =
			author !== null &&
			(author.id === me.id || readers.has(author.id) || newRing?.readers.includes(author.id) === true)
		if (!reads) throw new Refused('not-a-reader')
	}
}
