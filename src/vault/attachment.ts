import { concatBytes } from '@noble/hashes/utils.js'
import { recipientOf } from '#vault/age-keys.ts'
import { chunksOf, streamOf } from '#vault/byte-stream.ts'
import { type AgeIdentity, openStream, SealBroken, sealStream } from '#vault/envelope.ts'
import { type FileHashing, hashingOfFile } from '#vault/file-hash.ts'
import { type Hash, LARGEST_FILE } from '#vault/outside/format.ts'
import { padmeSize } from '#vault/padding.ts'
import { BLOCK, NotATar, readHeader, readLongName, tarHead, type TarHeader, toBlockEnd } from '#vault/tar.ts'

/** The bytes a file gave are more or fewer than it said: somebody changed it while it was sealed. */
export class FileChanged extends Error {
	override name = 'FileChanged'
}

export class FileTooLarge extends Error {
	override name = 'FileTooLarge'
}

export type PlainFile = { name: string; size: number; stream: ReadableStream<Uint8Array> }

export type SealedFile = {
	sealedSize: number
	stream: ReadableStream<Uint8Array>
	/** See [Note: hash of a file]; to be asked once the stream has ended. */
	hash: () => Hash
}

export type OpenedFile = PlainFile & {
	/** See [Note: hash of a file]; to be asked once the stream has ended. */
	hash: () => Hash
}

/** Two blocks of zeros end a tar; whatever follows is padding. */
const TAR_END = 2 * BLOCK
const ZEROS = new Uint8Array(64 * 1024)

/** Room for a file name in an extended header, and for the few records other programs add to it. */
const LARGEST_LONG_NAME = 16 * 1024
const MOST_HEADERS = 4

/**
 * Seals a file as a tar of one entry (see [Note: one-file tar]), padded with zeros to its Padmé class. Nothing is
 * held whole; reading the stream fails with FileChanged when the file does not give `size` bytes.
 * @param identity a fresh X25519 identity that stands in the person's record and opens nothing else
 * @throws FileTooLarge when the sealed file would exceed {@link LARGEST_FILE}
 */
export async function sealFile(file: PlainFile, identity: AgeIdentity): Promise<SealedFile> {
	const head = tarHead(harmlessName(file.name), file.size)
	const used = head.length + file.size + toBlockEnd(file.size) + TAR_END
	const padded = padmeSize(used)
	const total = padded + toBlockEnd(padded)
	const hashing = hashingOfFile()
	const recipient = await recipientOf(identity)
	const tar = streamOf(tarOf(head, file, total, hashing))
	const sealed = await sealStream(tar, [recipient])
	const sealedSize = sealed.size(total)
	if (sealedSize > LARGEST_FILE) throw new FileTooLarge('a sealed file must not exceed 512 MiB')
	return { sealedSize, stream: sealed, hash: hashing.hash }
}

async function* tarOf(
	head: Uint8Array,
	{ size, stream }: PlainFile,
	total: number,
	hashing: FileHashing,
): AsyncGenerator<Uint8Array> {
	yield head
	let given = 0
	for await (const chunk of chunksOf(stream)) {
		given += chunk.length
		if (given > size) break
		await hashing.see(chunk)
		yield chunk
	}
	if (given !== size) throw new FileChanged('the file is not as long as it said')
	await hashing.end()
	for (let left = total - head.length - size; left > 0; left -= ZEROS.length)
		yield ZEROS.subarray(0, Math.min(left, ZEROS.length))
}

/**
 * Opens what {@link sealFile}, or `tar` and `age`, made of one file.
 * @returns null when it is not sealed to this identity. Reading the stream fails with SealBroken when it is damaged,
 * cut short, or holds more than the file and zeros: until it has ended, nothing is known to be whole.
 * @throws SealBroken when it is damaged or holds no file; SourceFailed when `sealed` itself fails.
 */
export async function openFile(
	sealed: ReadableStream<Uint8Array>,
	identity: AgeIdentity,
): Promise<OpenedFile | null> {
	const plain = await openStream(sealed, [identity])
	if (plain === null) return null
	const chunks = chunksOf(plain)
	const hashing = hashingOfFile()
	try {
		const { name, size, rest } = await readHead(chunks)
		const stream = streamOf(contentOf(rest, chunks, size, hashing))
		return { name: harmlessName(name), size, stream, hash: hashing.hash }
	} catch (error) {
		await chunks.return(undefined)
		if (error instanceof NotATar) throw new SealBroken('the envelope holds no file', { cause: error })
		throw error
	}
}

type Head = { name: string; size: number; rest: Uint8Array }

/** Reads up to the bytes of the file; `rest` of them has been read already. */
async function readHead(chunks: AsyncGenerator<Uint8Array>): Promise<Head> {
	let held: Uint8Array = new Uint8Array()
	const take = async (size: number) => {
		while (held.length < size) {
			const next = await chunks.next()
			if (next.done === true) throw new SealBroken('the file is cut short')
			held = concatBytes(held, next.value)
		}
		const taken = held.subarray(0, size)
		held = held.subarray(size)
		return taken
	}
	let longName: string | null = null
	for (let left = MOST_HEADERS; left > 0; left--) {
		const header: TarHeader | null = readHeader(await take(BLOCK))
		if (header === null) throw new NotATar('an empty archive')
		const { name, size, type } = header
		if (type === '0') {
			if (size > LARGEST_FILE) throw new NotATar('a file larger than any that is sealed')
			return { name: longName ?? name, size, rest: held }
		}
		if (!'xgL'.includes(type) || size > LARGEST_LONG_NAME) throw new NotATar('something else than a file')
		const extension = await take(size + toBlockEnd(size))
		if (type !== 'g') longName = readLongName(type, extension.subarray(0, size)) ?? longName
	}
	throw new NotATar('headers without end')
}

async function* contentOf(
	start: Uint8Array,
	chunks: AsyncGenerator<Uint8Array>,
	size: number,
	hashing: FileHashing,
): AsyncGenerator<Uint8Array> {
	const mostPadding = size / 4 + 64 * 1024
	let left = size
	let padding = 0
	try {
		for (let next = { value: start, done: false }; ; next = await nextOf(chunks)) {
			if (next.done) break
			const content = next.value.subarray(0, left)
			left -= content.length
			if (content.length > 0) {
				await hashing.see(content)
				yield content
			}
			const after = next.value.subarray(content.length)
			padding += after.length
			if (padding > mostPadding || after.some((byte) => byte !== 0))
				throw new SealBroken('the envelope holds more than one file')
		}
	} finally {
		await chunks.return(undefined)
	}
	if (left > 0) throw new SealBroken('the file is cut short')
	await hashing.end()
}

async function nextOf(chunks: AsyncGenerator<Uint8Array>): Promise<{ value: Uint8Array; done: boolean }> {
	const next = await chunks.next()
	return next.done === true ? { value: new Uint8Array(), done: true } : { value: next.value, done: false }
}

/**
 * A name that names one file in the folder at hand and reads as it is: no path, no control or direction character,
 * which could make `gpj.exe` look like `exe.jpg`.
 */
export function harmlessName(name: string): string {
	const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? name
	const visible = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
	return /^\.{0,2}$/.test(visible) ? 'file' : visible
}
