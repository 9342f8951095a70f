import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Refused } from '#browser/call-server.ts'
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { toBase64url } from '#browser/desk/bytes-as-text.ts'
import {
	fetchKept,
	giveKeysBack,
	leaveKeys,
	lockForKeepers,
	takeOffOuterLock,
} from '#browser/desk/members/travel.ts'
import { openDesk } from '#browser/desk/open-desk.ts'
import { openKeyring, unlockingFromSheet } from '#vault/member-keys.ts'
import { hashOf } from '#vault/outside/format.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { todayAt } from '../world/team.ts'
import { quickDerive, startWorking, unlock, type Worker } from '../world/working-team.ts'

let server: ApiServer
let ruth: Worker
let tomas: Worker
let lena: Worker
let amina: Worker

beforeAll(async () => {
	server = await startApi()
	callServerAt(server.address)
	;[ruth, tomas, lena, amina] = (await startWorking(
		server.instance,
		['Ruth', 'Tomas', 'Lena', 'Amina'],
		todayAt(server),
	)) as [Worker, Worker, Worker, Worker]
})

afterAll(async () => {
	await server.stop()
})

const refused = (because: string) => expect.objectContaining({ name: 'Refused', because }) as Refused

test('nothing Ruth knows opens her keys while she travels, and either colleague gives them back as they were', async () => {
	const today = todayAt(server)
	const { desk } = ruth.open
	await leaveKeys(ruth.open, [tomas.open.me.id, lena.open.me.id])
	await expect(unlock(desk, ruth.of, today)).rejects.toEqual(refused('keys-with-colleagues'))
	const byPassphrase = await quickDerive(ruth.of.passphrase, { desk, login: ruth.of.login })
	const entrance = { desk, login: ruth.of.login, way: 'passphrase', unlocking: byPassphrase } as const
	await expect(openDesk(entrance, today)).rejects.toEqual(refused('keys-with-colleagues'))
	const wrong = { ...entrance, unlocking: unlockingFromSheet(new Uint8Array(16)) }
	await expect(openDesk(wrong, today)).rejects.toThrow('wrong-words')
	await expect(fetchKept(ruth.open)).rejects.toEqual(refused('not-signed-in'))

	expect(await fetchKept(amina.open)).toEqual([])
	const [kept, ...more] = await fetchKept(lena.open)
	if (kept === undefined) throw new Error('Lena keeps nothing')
	expect(more).toEqual([])
	// Neither lock opens with what opens the other.
	expect(await openKeyring(kept.keyring, byPassphrase)).toBeNull()
	await expect(takeOffOuterLock(kept.keyring, amina.open.secret)).rejects.toThrow('somebody else')
	const inner = await takeOffOuterLock(kept.keyring, lena.open.secret)
	expect(await openKeyring(inner, unlockingFromSheet(lena.of.sheet))).toBeNull()

	const garbage = { keyring: toBase64url(tomas.open.keyring) }
	const at = { desk, member: ruth.open.me.id }
	const bring = (open: Worker['open'], keyring: { keyring: string }) =>
		callServer('endTravel', keyring, { at, token: open.token })
	await expect(bring(lena.open, garbage)).rejects.toEqual(refused('malformed'))
	await expect(bring(amina.open, { keyring: toBase64url(inner) })).rejects.toEqual(refused('not-found'))

	await giveKeysBack(lena.open, kept)
	expect(await fetchKept(tomas.open)).toEqual([])
	const back = await unlock(desk, ruth.of, today)
	expect(back.me.id).toBe(ruth.open.me.id)
	expect(back.keyring).toEqual(ruth.open.keyring)
	ruth = { ...ruth, open: back }
})

test('keys are not left with oneself, with strangers, or locked for nobody', async () => {
	const { desk, token, keyring, roster, me } = ruth.open
	const leave = async (keepers: string[], sealedFor: string[] = [tomas.open.me.id]) => {
		const locked = toBase64url(await lockForKeepers(keyring, sealedFor, roster))
		return callServer(
			'beginTravel',
			{ keyring: locked, inner: hashOf(keyring), keepers },
			{ at: { desk }, token },
		)
	}
	await expect(leave([me.id])).rejects.toEqual(refused('not-allowed'))
	await expect(leave(['0'.repeat(32)])).rejects.toEqual(refused('not-allowed'))
	const bare = { keyring: toBase64url(keyring), inner: hashOf(keyring), keepers: [tomas.open.me.id] }
	await expect(callServer('beginTravel', bare, { at: { desk }, token })).rejects.toEqual(refused('malformed'))
	expect((await unlock(desk, ruth.of, todayAt(server))).me.id).toBe(me.id)
})
