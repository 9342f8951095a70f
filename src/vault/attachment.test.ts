import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { FileChanged, FileTooLarge, harmlessName, openFile, sealFile } from '#vault/attachment.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import { cutIntoParts } from '#vault/cut-into-parts.ts'
import { type AgeIdentity, open, seal, SealBroken, sealStream, SourceFailed } from '#vault/envelope.ts'
import { hashOf, LARGEST_FILE, PART_SIZE } from '#vault/outside/format.ts'
import { padmeSize } from '#vault/padding.ts'
import { tarHead } from '#vault/tar.ts'
import { slowTries } from '../../tests/fuzz/how-many.ts'
import { inFolder, run } from '../../tests/seed/command.ts'

const identity = x25519Identity(new Uint8Array(32).fill(7))
const stranger = x25519Identity(new Uint8Array(32).fill(8))

/** The bytes as a stream, in chunks of these sizes over and over. */
function streamed(bytes: Uint8Array, sizes: readonly number[] = [70_000]): ReadableStream<Uint8Array> {
	const chunks = function* () {
		let turn = 0
		for (let at = 0; at < bytes.length;) {
			const size = sizes[turn++ % sizes.length]!
			yield bytes.slice(at, at + size)
			at += size
		}
	}
	return streamOf(asynchronous(chunks()))
}

async function* asynchronous(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	for (const chunk of chunks) yield await Promise.resolve(chunk)
}

async function whole(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
	return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Comparing byte by byte with `toEqual` takes longer than sealing. */
function sameBytes(one: Uint8Array | undefined, other: Uint8Array): boolean {
	return one !== undefined && Buffer.compare(one, other) === 0
}

function bytesOf(size: number): Uint8Array {
	return new Uint8Array(size).map((_, at) => (at * 31 + (at >> 8)) & 255)
}

async function sealed(name: string, bytes: Uint8Array, sizes?: readonly number[]): Promise<Uint8Array> {
	const file = await sealFile({ name, size: bytes.length, stream: streamed(bytes, sizes) }, identity)
	const envelope = await whole(file.stream)
	expect(envelope.length).toBe(file.sealedSize)
	return envelope
}

async function opened(envelope: Uint8Array, key: AgeIdentity = identity, sizes?: readonly number[]) {
	const file = await openFile(streamed(envelope, sizes), key)
	return file === null ? null : { ...file, bytes: await whole(file.stream) }
}

const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).map(harmlessName)
const anySizes = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 })

test('opening undoes sealing, whatever the bytes, the name and the pieces it travels in', async () => {
	await fc.assert(
		fc.asyncProperty(
			anyName,
			fc.uint8Array({ maxLength: 9000 }),
			anySizes,
			anySizes,
			async (name, bytes, there, back) => {
				const file = await opened(await sealed(name, bytes, there), identity, back)
				expect(file).toMatchObject({ name, size: bytes.length })
				expect(sameBytes(file?.bytes, bytes)).toBe(true)
				expect(file?.hash()).toBe(hashOf(bytes))
			},
		),
		slowTries(60),
	)
})

test.each([0, 1, 511, 512, 513, 65_536, PART_SIZE - 1, PART_SIZE, PART_SIZE + 1, 3 * PART_SIZE])(
	'a file of %i bytes',
	async (size) => {
		const bytes = bytesOf(size)
		const file = await opened(await sealed('march.mp4', bytes))
		expect(sameBytes(file?.bytes, bytes)).toBe(true)
	},
)

test('files of one class weigh the same, and no file grows by more than an eighth and a few blocks', async () => {
	const [short, long] = await Promise.all(
		[40_000, 40_400].map(async (size) => sealed('a.jpg', bytesOf(size))),
	)
	expect(short?.length).toBe(long?.length)
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 0, max: LARGEST_FILE / 2 }), async (size) => {
			const { sealedSize } = await sealFile({ name: 'a', size, stream: streamed(new Uint8Array()) }, identity)
			expect(sealedSize).toBeLessThanOrEqual(padmeSize(size + 1536) * 1.001 + 1024)
		}),
		slowTries(100),
	)
})

test('a stranger gets null', async () => {
	expect(await opened(await sealed('a', bytesOf(10)), stranger)).toBeNull()
})

describe('with the tools of Debian', () => {
	const key = async (folder: string) => {
		writeFileSync(join(folder, 'key'), `${identity}\n`)
		return recipientOf(identity)
	}

	test.each(['march.jpg', 'réunion à Kessa.jpg', 'صورة من المسيرة.jpg', `${'long '.repeat(45)}.pdf`, '-rf'])(
		'age and tar give back %s',
		async (name) =>
			inFolder(async (folder) => {
				await key(folder)
				const bytes = bytesOf(100_000)
				const tar = run('age', ['-d', '-i', 'key'], await sealed(name, bytes), folder)
				expect(tar.status).toBe(0)
				const unpacked = run('tar', ['xv'], tar.stdout, folder)
				expect(unpacked).toMatchObject({ status: 0, stderr: '' })
				expect(new Uint8Array(readFileSync(join(folder, name)))).toEqual(bytes)
			}),
	)

	test.each(['--format=gnu', '--format=ustar', '--format=pax', '--format=v7'])(
		'a file packed by tar %s opens',
		async (format) =>
			inFolder(async (folder) => {
				const names = ['march.jpg', ...(/gnu|pax/.test(format) ? [`${'réunion '.repeat(20)}.jpg`] : [])]
				const recipient = await key(folder)
				for (const name of names) {
					writeFileSync(join(folder, name), bytesOf(70_001))
					const tar = run('tar', ['c', format, name], new Uint8Array(), folder)
					const envelope = run('age', ['-r', recipient], tar.stdout, folder)
					const file = await opened(envelope.stdout)
					expect(file?.name).toBe(name)
					expect(sameBytes(file?.bytes, bytesOf(70_001))).toBe(true)
				}
			}),
	)

	test('the hash of a long file is the one a shell finds', async () =>
		inFolder(async (folder) => {
			const bytes = bytesOf(2 * 1024 * 1024 + 99)
			writeFileSync(join(folder, 'x'), bytes)
			const line = "split -b 1M --filter='openssl dgst -sha256 -binary' x | sha256sum"
			const { stdout } = run('sh', ['-c', line], new Uint8Array(), folder)
			const file = await opened(await sealed('x', bytes))
			expect(new TextDecoder().decode(stdout).slice(0, 64)).toBe(file?.hash())
		}))
})

describe('what is not one whole file is broken', () => {
	const recipient = recipientOf(identity)
	const sealedTar = async (...blocks: Uint8Array[]) =>
		seal(new Uint8Array(await new Blob(blocks.map((block) => new Uint8Array(block))).arrayBuffer()), [
			await recipient,
		])
	const zeros = (size: number) => new Uint8Array(size)
	const head = (change: (block: Uint8Array) => void) => {
		const block = tarHead('a', 5)
		change(block)
		return block
	}

	test.each<[string, Uint8Array[]]>([
		['nothing', []],
		['an empty archive', [zeros(10_240)]],
		['half a header', [tarHead('a', 5).slice(0, 200)]],
		['a file cut short', [tarHead('a', 5000), bytesOf(600)]],
		['a file larger than any', [tarHead('a', LARGEST_FILE + 1), bytesOf(512)]],
		['two files', [tarHead('a', 5), zeros(512), tarHead('b', 5), zeros(512)]],
		['something hidden in the padding', [tarHead('a', 5), bytesOf(512)]],
		['zeros without end', [tarHead('a', 5), zeros(512 + 70_000)]],
		['a wrong checksum', [head((block) => block.fill(0x37, 148, 150)), zeros(512)]],
		['a size that is no number', [head((block) => block.fill(0x7a, 124, 130)), zeros(512)]],
		['a link', [head((block) => block.fill(0x32, 156, 157)), zeros(512)]],
		['names of names of names', Array.from({ length: 9 }, () => tarHead('é', 5).slice(0, 1024))],
	])('%s', async (_, blocks) => {
		await expect(sealedTar(...blocks).then(async (envelope) => opened(envelope))).rejects.toThrow(SealBroken)
	})

	test('any byte changed and any length cut', async () => {
		const envelope = await sealed('a.jpg', bytesOf(150_000))
		await fc.assert(
			fc.asyncProperty(
				fc.nat(envelope.length - 1),
				fc.integer({ min: 1, max: 255 }),
				fc.boolean(),
				async (at, change, cut) => {
					const damaged = cut ? envelope.slice(0, at) : envelope.with(at, envelope[at]! ^ change)
					// A change in the stanza for this key makes the envelope one for somebody else.
					const file = await opened(damaged).catch((error: unknown) => error)
					expect(file === null || file instanceof SealBroken).toBe(true)
				},
			),
			slowTries(150),
		)
	})

	test('any tar head at all', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ minLength: 400, maxLength: 2000 }), async (bytes) => {
				await expect(sealedTar(bytes).then(async (envelope) => opened(envelope))).rejects.toThrow(SealBroken)
			}),
			slowTries(40),
		)
	})

	test('a header without end is refused before it is collected', async () => {
		let given = 0
		const endless = async function* () {
			yield new TextEncoder().encode('age-encryption.org/v1\n')
			for (;;) {
				given += 65_536
				yield await Promise.resolve(new Uint8Array(65_536).fill(0x61))
			}
		}
		await expect(openFile(streamOf(endless()), identity)).rejects.toThrow(SealBroken)
		expect(given).toBeLessThan(500_000)
	})
})

test('a line that breaks is not a broken seal', async () => {
	const envelope = await sealed('a.jpg', bytesOf(300_000))
	const breaking = async function* (after: number) {
		yield* asynchronous([envelope.slice(0, after)])
		throw new TypeError('network error')
	}
	for (const after of [50, 200_000, 250_000]) {
		const reading = openFile(streamOf(breaking(after)), identity).then(async (file) => whole(file!.stream))
		await expect(reading).rejects.toThrow(SourceFailed)
	}
})

test('a hostile head is refused before what follows is read', async () => {
	const longName = tarHead('é', 5).slice(0, 512)
	longName.set(new TextEncoder().encode('07777777777'), 124)
	const sum = longName.fill(0x20, 148, 156).reduce((all, byte) => all + byte, 0)
	longName.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
	for (const head of [longName, tarHead('a', LARGEST_FILE + 1)]) {
		let given = 0
		const endless = async function* () {
			yield head
			for (; given < 2 ** 25; given += 65_536) yield await Promise.resolve(new Uint8Array(65_536))
		}
		const stream = await sealStream(streamOf(endless()), [await recipientOf(identity)])
		await expect(openFile(stream, identity)).rejects.toThrow(SealBroken)
		expect(given).toBeLessThan(2 ** 21)
	}
})

test('a file that grows without end while it is sealed is given up', async () => {
	let given = 0
	const growing = async function* () {
		for (; given < 1000; given++) yield await Promise.resolve(new Uint8Array(65_536))
	}
	const file = await sealFile({ name: 'a', size: 10, stream: streamOf(growing()) }, identity)
	await expect(whole(file.stream)).rejects.toThrow(FileChanged)
	expect(given).toBeLessThan(10)
})

test('a file that changes while it is sealed is not sealed', async () => {
	for (const given of [9, 11]) {
		const file = await sealFile({ name: 'a', size: 10, stream: streamed(bytesOf(given)) }, identity)
		await expect(whole(file.stream)).rejects.toThrow(FileChanged)
		expect(() => file.hash()).toThrow(RangeError)
	}
})

test('a file too large is refused before it is read', async () => {
	const stream = streamed(new Uint8Array())
	await expect(sealFile({ name: 'a', size: LARGEST_FILE, stream }, identity)).rejects.toThrow(FileTooLarge)
})

test('sealing reads no further than somebody takes', async () => {
	let read = 0
	const source = async function* () {
		for (; read < 200; read++) yield await Promise.resolve(new Uint8Array(65_536))
	}
	const { stream } = await sealFile({ name: 'a', size: 200 * 65_536, stream: streamOf(source()) }, identity)
	const reader = stream.getReader()
	for (let chunk = 0; chunk < 20; chunk++) await reader.read()
	expect(read).toBeLessThan(30)
	await reader.cancel()
})

test('parts put together are the stream, all of one size but the last', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 5000 }),
			anySizes,
			fc.integer({ min: 1, max: 900 }),
			async (bytes, sizes, size) => {
				const parts: Uint8Array<ArrayBuffer>[] = []
				for await (const part of cutIntoParts(streamed(bytes, sizes), size)) parts.push(part)
				expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true)
				expect(parts.every((part) => part.length > 0)).toBe(true)
				expect(new Uint8Array(await new Blob(parts).arrayBuffer())).toEqual(bytes)
			},
		),
	)
})

test('leaving a stream early cancels where it comes from', async () => {
	let ended = false
	const source = async function* () {
		try {
			for (;;) yield await Promise.resolve(new Uint8Array(10))
		} finally {
			ended = true
		}
	}
	for await (const chunk of chunksOf(streamOf(source()))) if (chunk.length > 0) break
	expect(ended).toBe(true)
})

test.each([
	['../../etc/passwd', 'passwd'],
	['C:\\Users\\Amina\\photo.jpg', 'photo.jpg'],
	['exe\u202egpj.exe', 'exegpj.exe'],
	['..', 'file'],
	['', 'file'],
	['a/', 'file'],
	['photo\n\u0000.jpg', 'photo.jpg'],
	['\ud800x', '\ufffdx'],
])('the name %j does no harm as %j', (name, harmless) => {
	expect(harmlessName(name)).toBe(harmless)
})

test('a hostile name inside a file does no harm either', async () => {
	const head = tarHead('../../.bashrc', 0)
	const envelope = await seal(new Uint8Array([...head, ...new Uint8Array(1024)]), [
		await recipientOf(identity),
	])
	expect((await opened(envelope))?.name).toBe('.bashrc')
	expect(await open(envelope, [stranger])).toBeNull()
})
