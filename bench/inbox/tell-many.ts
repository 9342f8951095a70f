// Beside the measurement: locks messages and sends them, as the pages of so many people would. Their keys are drawn
// and not derived from words, because ten thousand derivations would take an hour and nothing here depends on them.
import { workerData } from 'node:worker_threads'
import { randomBytes } from '@noble/hashes/utils.js'
import { callServerAt } from '#browser/call-server.ts'
import { lockStory } from '#browser/reporter/lock-story.ts'
import { sendStory } from '#browser/reporter/send-story.ts'
import { today } from '#browser/today.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import type { MacKey, Mailbox, ReturnKeys } from '#vault/return-keys.ts'
import { storyOf } from './stories.ts'
import type { Share } from './fill-inbox.ts'

/** Messages on their way at once, so that locking goes on while the server writes. */
const AT_ONCE = 4

const { origin, team, numbers } = workerData as Share
callServerAt(origin)
const left = [...numbers].reverse()
await Promise.all(Array.from({ length: AT_ONCE }, tellSome))

async function tellSome(): Promise<void> {
	for (let number = left.pop(); number !== undefined; number = left.pop()) {
		const keys = Promise.resolve(drawnKeys())
		const ready = { team: { ...team, demo: false }, keys, checkedOn: today() }
		const { story } = await lockStory(ready, storyOf(number), null)
		const sent = await sendStory(story, () => undefined)
		if (!sent.ok) throw new Error(`not sent: ${sent.because}`)
	}
}

function drawnKeys(): ReturnKeys {
	return {
		mailbox: Buffer.from(randomBytes(16)).toString('hex') as Mailbox,
		proofSeed: randomBytes(32),
		consentSeed: randomBytes(32),
		identity: x25519Identity(randomBytes(32)),
		macKey: randomBytes(32) as MacKey,
		copies: { identity: x25519Identity(randomBytes(32)), macKey: randomBytes(32) as MacKey },
	}
}
