import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { OnDeviceData } from '#components/guide/on-device-data.ts'
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

const files = new Map<InterfaceLanguage, FinderFile>()
const pack = promisify(brotliCompress)

export function finderFile(language: InterfaceLanguage): FinderFile {
	const file = files.get(language) ?? makeFile(language)
	files.set(language, file)
	return file
}

function makeFile(language: InterfaceLanguage): FinderFile {
	const data: OnDeviceData = {
		language,
		finder: finderData(completeLanguage(language)),
		words: interfaceWords(language, 'found'),
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
