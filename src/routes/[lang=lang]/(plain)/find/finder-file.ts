import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { OnDeviceData } from '#components/guide/on-device-data.ts'
import type { Correction } from '#contract/corrections.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import { finderData } from '#server/guide/finder-data.ts'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage } from '#server/words/scope.ts'

/** What a browser needs to find by itself, as it is sent. */
export type FinderFile = {
	/** Names these very bytes: a page asks for the facts it was made with, and gets them or nothing. */
	version: string
	plain: string
	brotli: () => Promise<Uint8Array>
}

/** Made anew when the host sets something right: the list of corrections is then another. */
const made = new WeakMap<readonly Correction[], Map<InterfaceLanguage, FinderFile>>()
const pack = promisify(brotliCompress)

export function finderFile(language: InterfaceLanguage, corrections: readonly Correction[]): FinderFile {
	const files = made.get(corrections) ?? new Map<InterfaceLanguage, FinderFile>()
	made.set(corrections, files)
	const file = files.get(language) ?? makeFile(language, corrections)
	files.set(language, file)
	return file
}

function makeFile(language: InterfaceLanguage, corrections: readonly Correction[]): FinderFile {
	const data: OnDeviceData = {
		language,
		finder: finderData(completeLanguage(language), corrections),
		words: interfaceWords(language, 'found'),
		noteWords: interfaceWords(language, 'notes'),
		mark: interfaceWords(language, 'guide').notConfirmed,
	}
	const plain = JSON.stringify(data)
	let packed: Promise<Uint8Array> | undefined
	return {
		version: createHash('sha256').update(plain).digest('base64url').slice(0, 16),
		plain,
		brotli: () => (packed ??= pack(plain)),
	}
}
