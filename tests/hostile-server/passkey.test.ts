import { randomBytes } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { openDesk, UnlockRefused } from '#browser/desk/open-desk.ts'
import { addPasskey, fetchPasskeys } from '#browser/desk/passkeys/own-passkeys.ts'
import { sealPasskeyNote } from '#browser/desk/passkeys/passkey-note.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import type { Day } from '#domain/days.ts'
import { findPasskey, type StoredPasskey } from '#server/storage/reads/members.ts'
import { drawMemberSecret } from '#browser/desk/new-member.ts'
import { SealBroken } from '#vault/envelope.ts'
import { sealKeyring, type Unlocking, unlockingFromPasskey } from '#vault/member-keys.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'

// The server belongs to somebody who hands out other things than were stored.

let server: ApiServer
let today: Day
let ruth: Worker
let tomas: Worker

beforeAll(async () => {
	server = await startApi()
	today = todayAt(server)
	callServerAt(server.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas'], today)
	;[ruth, tomas] = workers as [Worker, Worker]
})

afterAll(() => server.stop())

type Passkey = { passkey: string; unlocking: Unlocking }

/** A device with a secret of its own made a passkey for this member. */
async function passkeyOf({ open }: Worker): Promise<Passkey> {
	const passkey = randomBytes(16).toHex()
	const unlocking = unlockingFromPasskey(randomBytes(32))
	const label = `${open.login}’s telephone`
	await addPasskey(open, { passkey, credential: 'Y3JlZGVudGlhbA' }, unlocking, { label, day: today })
	return { passkey, unlocking }
}

const enter = ({ passkey, unlocking }: Passkey) =>
	openDesk({ desk: ruth.open.desk, way: 'passkey', passkey, unlocking }, today)

/** What the server does to a stored passkey behind its owner's back. */
async function tamper(passkey: string, change: (stored: StoredPasskey) => object): Promise<void> {
	const { store } = server.instance
	const { id: desk } = await store.read.selectFrom('desks').select('id').executeTakeFirstOrThrow()
	const stored = await findPasskey(store.read, desk, passkey)
	if (stored === null) throw new Error('no such passkey')
	const { account, auth, keyring, note } = stored
	const changed = { account, auth, keyring, note, ...change(stored) }
	await store.write('removePasskey', { account, passkey, session: hashedSecret(ruth.open.token) })
	await store.write('putPasskey', { passkey, ...changed, most: 12 })
}

test('the passkey opens the same desk as the sheet, under the name its owner locked', async () => {
	const opened = await enter(await passkeyOf(ruth))
	expect(opened).toMatchObject({ login: 'ruth', me: ruth.open.me, secret: ruth.open.secret })
	expect(opened.keyring).toEqual(ruth.open.keyring)
})

test('another device’s value and another passkey’s name open nothing', async () => {
	const [mine, other] = [await passkeyOf(ruth), await passkeyOf(ruth)]
	const wrong = enter({ ...mine, unlocking: other.unlocking })
	await expect(wrong).rejects.toThrow(new UnlockRefused('wrong-passkey'))
})

test('a server that hands out keys of its own cannot make them open: it never learns what they are locked for', async () => {
	const mine = await passkeyOf(ruth)
	const its = unlockingFromPasskey(randomBytes(32))
	const keyring = await sealKeyring(drawMemberSecret(), [its])
	await tamper(mine.passkey, () => ({ keyring }))
	await expect(enter(mine)).rejects.toThrow(new UnlockRefused('wrong-passkey'))
})

test('a server that says the passkey is somebody else’s does not change whose name stands on the sheet', async () => {
	const [mine, his] = [await passkeyOf(ruth), await passkeyOf(tomas)]
	const { store } = server.instance
	const { note } = await store.read
		.selectFrom('passkeys')
		.where('id', '=', his.passkey)
		.select('note')
		.executeTakeFirstOrThrow()
	await tamper(mine.passkey, () => ({ note }))
	await expect(enter(mine)).rejects.toThrow(SealBroken)
})

test('a passkey that the server adds is shown as not the member’s own, beside those that are', async () => {
	const open = await enter(await passkeyOf(tomas))
	const forged = randomBytes(16).toHex()
	const stranger = drawMemberSecret()
	const details = { desk: open.desk, passkey: forged, login: 'tomas', label: 'x', day: today, credential: '' }
	const { store } = server.instance
	const { id: account } = await store.read
		.selectFrom('members')
		.where('login', '=', 'tomas')
		.select('id')
		.executeTakeFirstOrThrow()
	await store.write('putPasskey', {
		account,
		passkey: forged,
		auth: '0'.repeat(64) as StoredPasskey['auth'],
		keyring: await sealKeyring(stranger, [unlockingFromPasskey(randomBytes(32))]),
		note: await sealPasskeyNote(details, stranger),
		most: 12,
	})
	const listed = await fetchPasskeys(open)
	expect(listed.at(-1)).toEqual({ passkey: forged, note: null })
	expect(listed.slice(0, -1).map(({ note }) => note?.label)).toContain('tomas’s telephone')
})
