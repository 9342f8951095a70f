import type { Ask, Tell } from '#contract/endpoints.ts'
import type { Change } from '#contract/member-endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import {
	changesFor,
	changesOf,
	type Reader,
	type StoredChange,
	type Window,
} from '#server/storage/reads/feed.ts'
import { orphanedThreads, partBytes } from '#server/storage/reads/threads.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import { receiptFor } from '#server/usecases/receipts.ts'
import { followedThread, readableThread } from '#server/usecases/readable-thread.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

const USUAL_LIMIT = 200
const LARGEST_LIMIT = 1000

/** An answer ends after so many sealed bytes; whoever wants more asks again from where it ended. */
const LARGEST_ANSWER = 8 * 1024 * 1024

/** One change as a member's client gets it. */
type ShownChange = { head: Change; bytes: Uint8Array }

/** What happened since, or before, as far as this member may read it. */
export async function readChanges(
	instance: Instance,
	call: SignedIn,
	{ after, before, limit }: Ask<'changes'>,
): Promise<AsyncIterable<ShownChange>> {
	if (after !== undefined && before !== undefined) throw new Refused('malformed', 'after and before')
	const day = todayOf(instance)
	if (call.desk.lastRead !== day) await instance.store.write('noteReadDay', { desk: call.desk.id, day })
	const most = Math.min(limit === undefined ? USUAL_LIMIT : Number(limit), LARGEST_LIMIT)
	const window: Window =
		before === undefined
			? { after: Number(after ?? -1), limit: most }
			: { before: Number(before), limit: most }
	const changes = changesFor(instance.store.read, readerOf(call), window)
	return upTo(LARGEST_ANSWER, withReceipts(instance, call, changes))
}

/** Everything stored of one thread. */
export async function readThread(
	instance: Instance,
	call: SignedIn,
	mailbox: string,
): Promise<AsyncIterable<ShownChange>> {
	const thread = await followedThread(instance, call, mailbox)
	return withReceipts(instance, call, changesOf(instance.store.read, thread.id))
}

/** Threads nobody of the team reads any more, for those who may bring them back with the recovery key. */
export async function listOrphans(
	{ store }: Instance,
	{ desk, roster, me }: SignedIn,
): Promise<Tell<'orphans'>> {
	if (!me.roles.includes('triage')) throw new Refused('not-allowed')
	const team = roster.members.map(({ id }) => id)
	return { threads: await orphanedThreads(store.read, desk.id, team) }
}

export async function readPart(
	instance: Instance,
	call: SignedIn,
	{ thread: mailbox, file, part }: { thread: string; file: string; part: number },
): Promise<Uint8Array> {
	const thread = await readableThread(instance, call, mailbox)
	const bytes = await partBytes(instance.store.read, thread.id, file, part)
	if (bytes === null) throw new Refused('not-found')
	return bytes
}

function readerOf({ desk, me }: SignedIn): Reader {
	return { desk: desk.id, member: me.id, triage: me.roles.includes('triage') }
}

async function* withReceipts(
	instance: Instance,
	{ desk }: SignedIn,
	changes: AsyncIterable<StoredChange>,
): AsyncGenerator<ShownChange> {
	for await (const { head, bytes } of changes)
		yield head.kind === 'message'
			? { head: { ...head, receipt: receiptFor(instance, desk.hash, head.thread, head) }, bytes }
			: { head, bytes }
}

async function* upTo(most: number, changes: AsyncIterable<ShownChange>): AsyncGenerator<ShownChange> {
	let sent = 0
	for await (const change of changes) {
		yield change
		sent += change.bytes.length
		if (sent >= most) return
	}
}
