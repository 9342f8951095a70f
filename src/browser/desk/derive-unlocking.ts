import type { Unlocking } from '#vault/member-keys.ts'
import type { Progress } from '#vault/return-keys.ts'

export type Place = { desk: string; login: string }

/** How a typed passphrase becomes keys: beside the page in a browser, directly in Node. */
export type Derive = (passphrase: string, place: Place) => Promise<Unlocking>

export type DeriveQuestion = { passphrase: string; place: Place }
export type DeriveAnswer = { share: number } | { unlocking: Unlocking }

export class DerivationStopped extends Error {
	override name = 'DerivationStopped'
}

/**
 * Derives beside the page, so that the page stays alive and the work can be stopped. Takes a second on a desktop and
 * up to a minute where just-in-time compilation is off.
 * @throws DerivationStopped when `signal` is aborted or the browser refuses the work
 */
export function deriveBeside(onProgress: Progress, signal: AbortSignal): Derive {
	return (passphrase, place) => {
		const worker = new Worker(new URL('./derive.worker.ts', import.meta.url), { type: 'module' })
		return answerOf(worker, { passphrase, place }, onProgress, signal).finally(() => {
			worker.terminate()
		})
	}
}

function answerOf(
	worker: Worker,
	question: DeriveQuestion,
	onProgress: Progress,
	signal: AbortSignal,
): Promise<Unlocking> {
	return new Promise((resolve, reject) => {
		const stop = (because: string) => {
			reject(new DerivationStopped(because))
		}
		if (signal.aborted) stop('asked to stop')
		signal.addEventListener('abort', () => {
			stop('asked to stop')
		})
		worker.addEventListener('error', ({ message }) => {
			stop(message)
		})
		worker.addEventListener('message', ({ data }: MessageEvent<DeriveAnswer>) => {
			if ('share' in data) onProgress(data.share)
			else resolve(data.unlocking)
		})
		worker.postMessage(question)
	})
}
