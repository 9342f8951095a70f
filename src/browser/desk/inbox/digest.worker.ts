import { digestOf } from '#browser/desk/inbox/digest.ts'
import type { DigestAnswer, DigestTask } from '#browser/desk/inbox/digest-pool.ts'
import { type DrawerKeys, drawerKeys, openSegment } from '#browser/desk/inbox/drawer-segment.ts'
import { type Reader, readerOf } from '#browser/desk/inbox/reader.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'

type Keys = { reader: Reader; drawer: Promise<DrawerKeys> }

let keys: Keys | null = null

addEventListener('message', ({ data }: MessageEvent<DigestTask>) => {
	if ('keys' in data) {
		keys = { reader: readerOf(data.keys), drawer: drawerKeys(data.keys.secret) }
		return
	}
	if (keys === null) throw new Error('work came before the keys')
	void answerTo(data, keys).then((answer) => {
		postMessage(answer)
	}, reportError)
})

async function answerTo(
	question: Exclude<DigestTask, { keys: unknown }>,
	{ reader, drawer }: Keys,
): Promise<DigestAnswer> {
	const { task } = question
	if ('threads' in question) {
		const digests = await Promise.all(
			question.threads.map(async (stored) =>
				digestOf(await readThread(stored, reader), stored.order, reader.member),
			),
		)
		return { task, digests }
	}
	const opening = await drawer
	const segments = await Promise.all(question.segments.map((bytes) => openSegment(bytes, opening)))
	return { task, segments }
}
