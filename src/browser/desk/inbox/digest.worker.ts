import { digestOf } from '#browser/desk/inbox/digest.ts'
import type { DigestAnswer, DigestTask } from '#browser/desk/inbox/digest-pool.ts'
import { type Reader, readerOf } from '#browser/desk/inbox/reader.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'

let reader: Reader | null = null

addEventListener('message', ({ data }: MessageEvent<DigestTask>) => {
	if ('keys' in data) {
		reader = readerOf(data.keys)
		return
	}
	if (reader === null) throw new Error('threads came before the keys')
	const { member } = reader
	const opener = reader
	void Promise.all(
		data.threads.map(async (stored) => digestOf(await readThread(stored, opener), stored.order, member)),
	).then((digests) => {
		const answer: DigestAnswer = { task: data.task, digests }
		postMessage(answer)
	}, reportError)
})
