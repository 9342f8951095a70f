import { digestOf } from '#browser/desk/inbox/digest.ts'
import { openThread, takeIn, type Wrote } from '#browser/desk/inbox/open-thread.ts'
import { type Reader, readerKeysOf, readerOf } from '#browser/desk/inbox/reader.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { unopenedStory } from '#browser/desk/inbox/digest.ts'
import type { Digester } from '#browser/desk/inbox/sync.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import type { Day } from '#domain/days.ts'
import type { Worker } from './working-team.ts'

/** A member with a thread before them, in the code the page runs but without the page. */
export type AtWork = { reader: Reader; token: string }

export function atWork({ open }: Pick<Worker, 'open'>): AtWork {
	return { reader: readerOf(readerKeysOf(open)), token: open.token }
}

/** The thread as this member's client sees it now. */
export async function look(thread: string, who: AtWork): Promise<ThreadView> {
	return readThread(await fetchThread(thread, who), who.reader)
}

/** Opens a new thread and takes in what waits, as the page does. */
export async function openFirst(thread: string, who: AtWork, today: Day): Promise<ThreadView> {
	const view = await look(thread, who)
	const story = unopenedStory(view)
	if (story === null) throw new Error('there is no story to open')
	done(await openThread(view, story, who.reader, who.token, today))
	return follow(thread, who, today)
}

export async function follow(thread: string, who: AtWork, today: Day): Promise<ThreadView> {
	const wrote = await takeIn(await look(thread, who), who.reader, who.token, today)
	if (wrote !== null) done(wrote)
	return look(thread, who)
}

/** @throws when the rules refused what the test says was done */
export function done(wrote: Wrote): void {
	if (!wrote.ok) throw new Error(`refused: ${wrote.because}`)
}

/** Opens threads here instead of beside the page. */
export function digesterOf({ reader }: AtWork): Digester {
	return (threads) =>
		Promise.all(
			threads.map(async (stored) => digestOf(await readThread(stored, reader), stored.order, reader.member)),
		)
}
