import type { DeriveRequest } from '#browser/reporter/derive-worker.ts'
import { deriveReturnKeys, type ReturnKeys } from '#vault/return-keys.ts'

/**
 * Derives the keys of return words in a worker, or, where the browser starts none, here, giving way to the person's
 * typing every few milliseconds.
 */
export async function deriveAside(request: DeriveRequest): Promise<ReturnKeys> {
	const keys = await inWorker(request)
	return keys ?? deriveReturnKeys(request.secret, request.anchor)
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
