import { unlockingFromTyped } from '#browser/desk/passphrase.ts'
import type { DeriveAnswer, DeriveQuestion } from '#browser/desk/derive-unlocking.ts'

addEventListener('message', ({ data }: MessageEvent<DeriveQuestion>) => {
	const { passphrase, place } = data
	const answer = (message: DeriveAnswer) => {
		postMessage(message)
	}
	void unlockingFromTyped(passphrase, place, (share) => {
		answer({ share })
	}).then((unlocking) => {
		answer({ unlocking })
	})
})
