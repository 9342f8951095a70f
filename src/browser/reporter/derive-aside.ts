import { LineCut } from '#browser/call-server.ts'
import type { DeriveRequest } from '#browser/reporter/derive-worker.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'

/**
 * Derives the keys of return words in a worker, or, where the browser starts none, here, giving way to the person's
 * typing every few milliseconds.
 * @throws LineCut when neither the worker nor its code could be fetched
 */
export async function deriveAside(request: DeriveRequest): Promise<ReturnKeys> {
	return (await inWorker(request)) ?? (await here(request))
}

/** The worker holds this code already: it is fetched a second time only for browsers that start no worker. */
async function here({ secret, anchor }: DeriveRequest): Promise<ReturnKeys> {
	const { deriveReturnKeys } = await tryAgain(async () => {
		try {
			return await import('#vault/return-keys.ts')
		} catch (error) {
			if (error instanceof TypeError) throw new LineCut('the code did not arrive', { cause: error })
			throw error
		}
	})
	return deriveReturnKeys(secret, anchor)
}

/** @returns null when the worker did not start or did not finish. */
function inWorker(request: DeriveRequest): Promise<ReturnKeys | null> {
	if (!('Worker' in globalThis)) return Promise.resolve(null)
	return new Promise((resolve) => {
		const worker = new Worker(new URL('./derive-worker.ts', import.meta.url), { type: 'module' })
		const end = (keys: ReturnKeys | null) => {
			worker.terminate()
			resolve(keys)
		}
		worker.addEventListener('message', ({ data }: MessageEvent<ReturnKeys>) => {
			end(data)
		})
		worker.addEventListener('error', () => {
			end(null)
		})
		worker.postMessage(request)
	})
}
