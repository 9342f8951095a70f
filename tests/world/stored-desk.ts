import { randomBytes } from 'node:crypto'
import { Refused } from '#contract/refusals.ts'
import type { Day } from '#domain/days.ts'
import type { Store } from '#server/storage/store.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { Signature, SigningKey } from '#vault/outside/signature.ts'

export const DAY = '2026-11-22' as Day
export const aHash = () => randomBytes(32).toString('hex') as Hash
export const aKey = () => randomBytes(32).toString('hex') as SigningKey
export const aSignature = () => randomBytes(64).toString('hex') as Signature
export const anId = () => randomBytes(16).toString('hex')
export const bytesOf = (size: number) => Uint8Array.from(randomBytes(size))

/** A desk put into a store without any rule being asked. @returns its key */
export async function storedDesk(store: Store): Promise<number> {
	const token = aHash()
	const hash = aHash()
	await store.write('putSetting', { name: 'setup-token', value: token })
	await store.write('foundDesk', {
		token,
		hash,
		entries: [{ text: 'founded', signatures: '[]' }],
		statement: '{}',
		until: DAY,
		first: {
			member: anId(),
			login: 'ruth',
			passphraseAuth: aHash(),
			sheetAuth: aHash(),
			keyring: bytesOf(10),
		},
		names: bytesOf(10),
	})
	const { id } = await store.read
		.selectFrom('desks')
		.where('hash', '=', hash)
		.select('id')
		.executeTakeFirstOrThrow()
	return id
}

/** A first message put into a store. @returns what names it */
export async function storedThread(
	store: Store,
	desk: number,
	envelope: Uint8Array = bytesOf(300),
): Promise<{ mailbox: string; thread: number; hash: Hash }> {
	const mailbox = anId()
	const hash = aHash()
	const keys = { proofKey: aKey(), depositKey: aKey() }
	await store.write('storeFirstMessage', { desk, mailbox, ...keys, hash, day: DAY, envelope, copy: null })
	const { id } = await store.read
		.selectFrom('threads')
		.where('mailbox', '=', mailbox)
		.select('id')
		.executeTakeFirstOrThrow()
	return { mailbox, thread: id, hash }
}

/** Why a command was refused, or `stored`. Any other failure is thrown. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
	const [outcome] = await Promise.allSettled([work])
	if (outcome.status === 'fulfilled') return 'stored'
	if (outcome.reason instanceof Refused) return outcome.reason.because
	throw outcome.reason
}
