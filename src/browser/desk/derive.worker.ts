import { unlockingFromPassphrase } from '#vault/member-keys.ts'
import type { DeriveAnswer, DeriveQuestion } from '#browser/desk/derive-unlocking.ts'

addEventListener('message', ({ data }: MessageEvent<DeriveQuestion>) => {
	const { passphrase, place } = data
	const answer = (message: DeriveAnswer) => {
		postMessage(message)
	}
	void unlockingFromPassphrase(passphrase, place, (share) => {
		answer({ share })
	}).then((unlocking) => {
		answer({ unlocking })
	})
})
