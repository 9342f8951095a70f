import { CurrentThread } from '#browser/desk/inbox/current-thread.svelte.ts'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import type { Inbox } from '#browser/desk/inbox/inbox.svelte.ts'
import { type LeftBehind, leftBehind } from '#domain/threads/decide-hand-over.ts'

/** A thread a member would leave behind, as whoever makes the list can read it. */
export type LeftThread = { digest: Digest; why: readonly LeftBehind[] }

/** Called before each thread: which it is, from one, and of how many. */
export type OnThread = (done: number, of: number) => void

/**
 * The member's list, brought up to date.
 * @throws what ended the reading
 */
export async function newestDigests(inbox: Inbox): Promise<readonly Digest[]> {
	await inbox.look()
	if (inbox.failure instanceof Error) throw inbox.failure
	return inbox.digests
}

async function readableThreads(inbox: Inbox): Promise<Digest[]> {
	return (await newestDigests(inbox)).filter(({ standing }) => standing === 'open' || standing === 'closed')
}

/** What a member would leave behind, as far as the member at the keyboard can read it. */
export async function threadsLeftBy(member: string, inbox: Inbox, onThread: OnThread): Promise<LeftThread[]> {
	const team = inbox.reader.roster.members.map(({ id }) => id)
	const digests = await readableThreads(inbox)
	const left: LeftThread[] = []
	for (const [at, digest] of digests.entries()) {
		onThread(at + 1, digests.length)
		const { state } = await new CurrentThread(digest.thread, inbox).load()
		const why = leftBehind(state, member, team)
		if (why.length > 0) left.push({ digest, why })
	}
	return left
}

/**
 * Gives a colleague access to each of these threads and lets them answer where the member who leaves did.
 * @returns the threads that stay behind: the person does not want the colleague to read them, or somebody else wrote
 */
export async function handOverAll(
	threads: readonly LeftThread[],
	to: string,
	inbox: Inbox,
	onThread: OnThread,
): Promise<LeftThread[]> {
	const stay: LeftThread[] = []
	for (const [at, left] of threads.entries()) {
		onThread(at + 1, threads.length)
		const current = new CurrentThread(left.digest.thread, inbox)
		const { state } = await current.load()
		const given = state.ring?.readers.includes(to) === true ? null : await current.give([to])
		const answers = given === null && left.why.includes('answers') ? await current.handOver(to) : null
		if (given !== null || (answers !== null && answers !== 'already-so')) stay.push(left)
	}
	return stay
}

/** Makes new keys for every thread that members who left could read. @returns how many got new keys */
export async function closeAllToTheGone(inbox: Inbox, onThread: OnThread): Promise<number> {
	const digests = await readableThreads(inbox)
	let renewed = 0
	for (const [at, { thread }] of digests.entries()) {
		onThread(at + 1, digests.length)
		if (await new CurrentThread(thread, inbox).closeToTheGone()) renewed++
	}
	return renewed
}
