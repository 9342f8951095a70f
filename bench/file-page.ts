// Runs in a browser: the code that locks and sends a file there, and age-encryption alone on the same bytes. Each
// answers with megabytes per second.
import { hexToBytes, randomBytes } from '@noble/hashes/utils.js'
import { Encrypter } from 'age-encryption'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import { SendControl } from '#browser/reporter/send-control.ts'
import { sendFile } from '#browser/reporter/send-file.ts'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { sealFile } from '#vault/attachment.ts'
import { chunksOf } from '#vault/byte-stream.ts'
import { isHash } from '#vault/outside/format.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'

const SIZE = 100_000_000
const NAME = 'IMG_2041.mp4'

const content = new Blob(
	Array.from({ length: 100 }, () => {
		const piece = new Uint8Array(SIZE / 100)
		for (let at = 0; at < piece.length; at += 62_500) crypto.getRandomValues(piece.subarray(at, at + 62_500))
		return piece
	}),
)

async function perSecond(work: () => Promise<void>): Promise<number> {
	const start = performance.now()
	await work()
	return SIZE / 1000 / (performance.now() - start)
}

async function drain(stream: ReadableStream<Uint8Array>): Promise<void> {
	let size = 0
	for await (const chunk of chunksOf(stream)) size += chunk.length
	if (size < SIZE) throw new RangeError('less came out than went in')
}

Object.assign(globalThis, {
	ageAlone: () =>
		perSecond(async () => {
			const encrypter = new Encrypter()
			encrypter.addRecipient(await recipientOf(x25519Identity(randomBytes(32))))
			await drain(await encrypter.encrypt(content.stream()))
		}),

	lock: () =>
		perSecond(async () => {
			const file = { name: NAME, size: SIZE, stream: content.stream() }
			const { stream, hash } = await sealFile(file, x25519Identity(randomBytes(32)))
			await drain(stream)
			hash()
		}),

	/** Locks and sends it to the server the page came from. */
	lockAndSend: async (secret: string, desk: string) => {
		if (!isHash(desk)) throw new TypeError('a desk is named by a hash')
		const mailbox: Mailbox = { desk, keys: await deriveReturnKeys(hexToBytes(secret), desk) }
		const file = { content, name: NAME, type: 'video/mp4', copy: 'original' } as const
		return perSecond(async () => {
			await sendFile(file, mailbox, new SendControl(() => undefined), () => undefined)
		})
	},
})
