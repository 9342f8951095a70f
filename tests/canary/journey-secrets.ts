import { bech32 } from '@scure/base'
import { fetchFile } from '#browser/desk/inbox/fetch-file.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import { type Reader, readerKeysOf, readerOf } from '#browser/desk/inbox/reader.ts'
import type { StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import type { NewMember } from '#browser/desk/new-member.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { fetchBytes } from '#browser/desk/call-desk.ts'
import { today } from '#browser/today.ts'
import { refreshRoster } from '#browser/desk/write-roster.ts'
import type { FileRef } from '#domain/threads/records.ts'
import { recipientOf } from '#vault/age-keys.ts'
import {
	drawerIdentity,
	drawerSecret,
	memberIdentity,
	unlockingFromPassphrase,
	unlockingFromSheet,
} from '#vault/member-keys.ts'
import type { Hash } from '#vault/outside/format.ts'
import { deriveReturnKeys, type ReturnKeys } from '#vault/return-keys.ts'
import { readWords, toDigits, toWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import type { Canary } from './find-canaries.ts'

/** Everything of one thread that a program other than the server's can know of it, from a member's own keys. */
export type ThreadSecrets = {
	/** No place of the server may hold one of these. */
	keys: Canary[]
	/** Short pieces of everything that is stored locked. */
	pieces: Canary[]
}

const PIECE = 24
const WORDS_IN_A_ROW = 3

/** The secret bytes behind return words of the English list. */
export function secretOf(words: readonly string[]): Uint8Array {
	const english = lists.find(({ language }) => language === 'en')
	const read = english === undefined ? null : readWords(words.join(' '), 'return', english)
	if (read?.ok !== true) throw new RangeError('no return words')
	return read.secret
}

/** Any three words in a row, as people and programs write rows of words, in each language; and the digits. */
export function formsOfWords(secret: Uint8Array): Canary[] {
	const rows = [
		...lists.map((list) => ({ name: `words in ${list.language}`, row: toWords(secret, 'return', list) })),
		{ name: 'digits', row: toDigits(secret, 'return') },
	]
	const inRows = rows.flatMap(({ name, row }) =>
		[' ', '\n', '\r\n', ', ', '","', '-', ''].flatMap((between) =>
			Array.from({ length: row.length - WORDS_IN_A_ROW + 1 }, (_, at) => ({
				name,
				is: row.slice(at, at + WORDS_IN_A_ROW).join(between),
			})),
		),
	)
	return [...inRows, { name: 'secret of the words', is: secret }]
}

/** @param member somebody who may read the thread */
export async function threadSecrets(
	words: readonly string[],
	member: OpenDesk,
	team: readonly NewMember[],
): Promise<ThreadSecrets> {
	const now = await refreshRoster(member, today())
	const reader = readerOf(readerKeysOf(now))
	const person = await deriveReturnKeys(secretOf(words), member.desk as Hash)
	const stored = await fetchThread(person.mailbox, { reader, token: member.token })
	const view = await readThread(stored, reader)
	const files = filesIn(view)
	const keys = [
		...(await keysOfPerson(person)),
		...(await keysOfThread(view, files)),
		...(await keysOfTeam(member.desk, team)),
		...(await contentOf(files, person.mailbox, reader, member.token)),
	]
	return { keys, pieces: await piecesOf(stored, files, member) }
}

function filesIn({ state }: ThreadView): FileRef[] {
	return state.messages.flatMap(({ record }) => {
		if (record.kind === 'file') return [record.file]
		return record.kind === 'story' && record.voice !== null ? [record.voice] : []
	})
}

/** An age key as text, in both cases, and as the bytes it is made of. */
function ageKey(name: string, key: string): Canary[] {
	const { bytes } = bech32.decodeToBytes(key)
	return [
		{ name, is: key.toUpperCase() },
		{ name, is: key.toLowerCase() },
		{ name, is: bytes },
	]
}

async function keysOfPerson({ identity, macKey, proofSeed, consentSeed }: ReturnKeys): Promise<Canary[]> {
	return [
		...ageKey('person’s identity', identity),
		...ageKey('person’s recipient', await recipientOf(identity)),
		{ name: 'MAC key', is: macKey },
		{ name: 'proof key', is: proofSeed },
		{ name: 'consent key', is: consentSeed },
	]
}

async function keysOfThread({ rings }: ThreadView, files: readonly FileRef[]): Promise<Canary[]> {
	return [
		...rings.identities.flatMap((identity) => ageKey('thread’s identity', identity)),
		...(await rings.recipients()).flatMap((recipient) => ageKey('thread’s recipient', recipient)),
		...files.flatMap(({ key }) => ageKey('file’s identity', key)),
		...files.map(({ sha256 }) => ({ name: 'hash of a file', is: sha256 })),
	]
}

async function keysOfTeam(desk: string, team: readonly NewMember[]): Promise<Canary[]> {
	const keys: Canary[] = []
	for (const { name, login, passphrase, sheet, secret } of team) {
		const byPassphrase = await unlockingFromPassphrase(passphrase, { desk, login })
		keys.push(
			{ name: 'member’s name', is: name },
			{ name: 'passphrase', is: passphrase },
			{ name: 'sheet', is: sheet },
			{ name: 'member’s age seed', is: secret.age },
			{ name: 'member’s signing seed', is: secret.sign },
			{ name: 'member’s identity', is: memberIdentity(secret) },
			...ageKey('drawer’s identity', drawerIdentity(secret)),
			{ name: 'drawer’s key', is: drawerSecret(secret) },
			...ageKey('key of the passphrase', byPassphrase.identity),
			...ageKey('key of the sheet', unlockingFromSheet(sheet).identity),
		)
	}
	return keys
}

/** Some bytes out of the middle of each file, as whoever opens it sees them. */
async function contentOf(
	files: readonly FileRef[],
	thread: string,
	reader: Reader,
	token: string,
): Promise<Canary[]> {
	const { signal } = new AbortController()
	const content: Canary[] = []
	for (const file of files) {
		const opened = await fetchFile(file, { thread, reader, token }, () => undefined, signal)
		if (!opened.ok) throw new RangeError(`a file is ${opened.because}`)
		const at = Math.floor(opened.bytes.length / 2)
		content.push({ name: `inside ${file.type}`, is: opened.bytes.slice(at, at + PIECE) })
	}
	return content
}

async function piecesOf(
	{ thread, messages, entries, rings }: StoredThread,
	files: readonly FileRef[],
	{ desk, token }: OpenDesk,
): Promise<Canary[]> {
	const parts = files.flatMap(({ id, parts: count }) =>
		Array.from({ length: count }, (_, part) => ({ desk, thread, file: id, part: String(part) })),
	)
	const locked = [
		...[...messages, ...entries, ...rings].flatMap(({ envelope }) => (envelope === null ? [] : [envelope])),
		...(await Promise.all(parts.map((at) => fetchBytes('filePart', { at, token })))),
	]
	return locked.flatMap((bytes, of) =>
		[0.1, 0.3, 0.5, 0.7, 0.9].map((share) => {
			const at = Math.floor(share * (bytes.length - PIECE))
			return { name: `piece ${String(of)} at ${String(share)}`, is: bytes.slice(at, at + PIECE) }
		}),
	)
}
