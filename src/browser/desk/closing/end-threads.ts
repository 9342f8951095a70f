import { Refused } from '#browser/call-server.ts'
import { byObstacle, leftOf, type LeftThread, type Overview } from '#browser/desk/closing/left-standing.ts'
import { CurrentThread, type Outcome } from '#browser/desk/inbox/current-thread.svelte.ts'
import { isToOpen } from '#browser/desk/inbox/digest.ts'
import type { Inbox } from '#browser/desk/inbox/inbox.svelte.ts'
import type { OnThread } from '#browser/desk/members/hand-over.ts'
import { today } from '#browser/today.ts'
import type { Closing } from '#domain/closing/closing.ts'
import { isTold, obstacleToEnd } from '#domain/closing/thread-closing.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'

/** The last answer in one language, as an administrator wants it. */
export type LastWords = { text: string; nextStep: string }

/** How a run over many threads came out. */
export type Run = { done: number; refused: Exclude<Outcome, null>[] }

/**
 * Leaves the last answer in every mailbox that has none, one after the other. Whoever was told is passed over, so that
 * a run that was cut off goes on where it ended.
 * @param signal ends the run after the thread that is in hand
 * @throws Refused, LineCut
 */
export async function tellAll(
	threads: readonly LeftThread[],
	closing: Closing,
	words: (language: InterfaceLanguage) => LastWords,
	inbox: Inbox,
	onThread: OnThread,
	signal: AbortSignal,
): Promise<Run> {
	const run: Run = { done: 0, refused: [] }
	for (const [at, { thread, language }] of threads.entries()) {
		if (signal.aborted) break
		onThread(at + 1, threads.length)
		if (language === null) continue
		const outcome = await tell(new CurrentThread(thread, inbox), closing, words(language))
		if (outcome === null) run.done++
		else run.refused.push(outcome)
	}
	return run
}

async function tell(current: CurrentThread, closing: Closing, words: LastWords): Promise<Outcome> {
	const view = await current.load()
	if (isToOpen(view)) {
		const outcome = await current.open()
		if (outcome !== null) return outcome
	} else await current.follow()
	const cutOff = await current.leaveWhatWasCutOff()
	if (cutOff !== null) return cutOff
	const state = current.view?.state
	if (state !== undefined && isTold(state, closing)) return null
	return current.answer({ ...words, stage: 'closed', promised: null, ends: closing.until })
}

/**
 * Destroys what nothing stands in the way of, each thread looked at anew before. What the person wrote or a colleague
 * did meanwhile keeps it.
 * @returns how many were destroyed by this run, and when their bytes are gone from the server's disk
 */
export async function destroyAll(
	overview: Overview,
	closing: Closing,
	inbox: Inbox,
	onThread: OnThread,
	signal: AbortSignal,
): Promise<{ destroyed: number; gone: 'now' | 'when-logs-expire' }> {
	const threads = byObstacle(overview, closing, today()).get('none') ?? []
	let destroyed = 0
	let gone: 'now' | 'when-logs-expire' = 'now'
	for (const [at, { thread, collected }] of threads.entries()) {
		if (signal.aborted) break
		onThread(at + 1, threads.length)
		const current = new CurrentThread(thread, inbox)
		try {
			const now = leftOf(await current.load(), collected, inbox.reader.member)
			if (obstacleToEnd({ ...now, allCollected: true }, closing, today()) !== null) continue
			const when = await current.destroy(today() > closing.until ? 'now' : 'collected')
			if (when !== 'now') gone = when
			inbox.remove([thread])
			destroyed++
		} catch (error) {
			// Somebody destroyed it meanwhile, or something new was left for the person.
			if (!(error instanceof Refused && ['not-found', 'too-early'].includes(error.because))) throw error
		}
	}
	return { destroyed, gone }
}
