import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import type { FileRef } from '#domain/threads/records.ts'
import { x25519Identity } from '#vault/age-keys.ts'
import { sealFile } from '#vault/attachment.ts'
import { chunksOf } from '#vault/byte-stream.ts'
import { PART_SIZE } from '#vault/outside/format.ts'

/** A recording sealed to a key of its own, and which parts of it the server has acknowledged. */
export type LockedVoice = { file: FileRef; sealed: Uint8Array; stored: Set<number> }

/** Seals a recording, whole: a voice note is small, and its record has to name the hash of its bytes. */
export async function lockVoice(voice: Blob): Promise<LockedVoice> {
	const key = x25519Identity(randomBytes(32))
	const name = `voice.${extensionOf(voice.type)}`
	const plain = { name, size: voice.size, stream: voice.stream() }
	const { sealedSize, stream, hash } = await sealFile(plain, key)
	const sealed = new Uint8Array(sealedSize)
	let filled = 0
	for await (const chunk of chunksOf(stream)) {
		sealed.set(chunk, filled)
		filled += chunk.length
	}
	const file: FileRef = {
		id: bytesToHex(randomBytes(16)),
		key,
		size: voice.size,
		sha256: hash(),
		name,
		type: voice.type,
		parts: Math.ceil(sealedSize / PART_SIZE),
		copy: 'original',
	}
	return { file, sealed, stored: new Set() }
}

function extensionOf(type: string): string {
	if (type.startsWith('audio/mp4')) return 'm4a'
	return type.startsWith('audio/ogg') ? 'ogg' : 'webm'
}
