import type { Unlocking } from '#vault/member-keys.ts'
import type { Progress } from '#vault/return-keys.ts'

export type Place = { desk: string; login: string }
export type DeriveQuestion = { passphrase: string; place: Place }
export type DeriveAnswer = { share: number } | { unlocking: Unlocking }

export class DerivationStopped extends Error {
	override name = 'DerivationStopped'
}

/**
 * Turns a passphrase into keys beside the page, so that the page stays alive and the work can be stopped. Takes half a
 * second on a desktop and up to a minute where just-in-time compilation is off.
 * @throws DerivationStopped when `signal` is aborted or the browser refuses the work.
 */
export function deriveUnlocking(
	passphrase: string,
	place: Place,
	onProgress: Progress,
	signal: AbortSignal,
): Promise<Unlocking> {
	const worker = new Worker(new URL('./derive.worker.ts', import.meta.url), { type: 'module' })
	const derived = new Promise<Unlocking>((resolve, reject) => {
		const stop = (because: string) => {
			reject(new DerivationStopped(because))
		}
		signal.addEventListener('abort', () => {
			stop('asked to stop')
		})
		worker.addEventListener('error', (event) => {
			stop(event.message)
		})
		worker.addEventListener('message', ({ data }: MessageEvent<DeriveAnswer>) => {
			if ('share' in data) onProgress(data.share)
			else resolve(data.unlocking)
		})
		const question: DeriveQuestion = { passphrase, place }
		worker.postMessage(question)
	})
	return derived.finally(() => {
		worker.terminate()
	})
}
