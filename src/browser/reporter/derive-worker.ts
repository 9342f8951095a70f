import type { Hash } from '#vault/outside/format.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'

export type DeriveRequest = { secret: Uint8Array; anchor: Hash }

// Seconds of work on an old phone, away from the thread the person types on. Answers with the keys.
addEventListener('message', ({ data }: MessageEvent<DeriveRequest>) => {
	void deriveReturnKeys(data.secret, data.anchor).then((keys) => {
		postMessage(keys)
	})
})
