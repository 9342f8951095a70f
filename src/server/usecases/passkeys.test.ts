import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EndpointName } from '#contract/endpoints.ts'
import { hashedSecret } from '#contract/hashed-secret.ts'
import { type ApiServer, ask, type Asked, startApi } from '../../../tests/world/api-server.ts'
import { anEnvelope } from '../../../tests/world/person.ts'
import { change, foundTeam, signInAs, takeIn, type Team } from '../../../tests/world/team.ts'

let server: ApiServer
let team: Team
beforeEach(async () => {
	server = await startApi()
	team = await foundTeam(server)
})
afterEach(() => server.stop())

const base64url = (bytes: Uint8Array) => bytes.toBase64({ alphabet: 'base64url', omitPadding: true })

type Lock = { passkey: string; auth: string; keyring: string; note: string }

async function newLock(): Promise<Lock> {
	return {
		passkey: randomBytes(16).toString('hex'),
		auth: randomBytes(32).toString('hex'),
		keyring: base64url(await anEnvelope('keys')),
		note: base64url(await anEnvelope('note')),
	}
}

async function because(name: EndpointName, asked: Asked): Promise<unknown> {
	const answered = await ask(server.address, name, asked)
	return answered.status === 200 ? 'done' : answered.because
}

const add = (token: string, { passkey, auth, keyring, note }: Lock) =>
	because('putPasskey', {
		at: { desk: team.desk, passkey },
		token,
		json: { auth: hashedSecret(auth), keyring, note },
	})
const remove = (token: string, { passkey }: Lock) =>
	because('removePasskey', { at: { desk: team.desk, passkey }, token })
const enter = ({ passkey, auth }: Pick<Lock, 'passkey' | 'auth'>) =>
	ask(server.address, 'openSession', { at: { desk: team.desk }, json: { way: 'passkey', passkey, auth } })

test('Ruth enters by her passkey without a name, and gets what she locked for it', async () => {
	const lock = await newLock()
	expect(await add(team.ruth.token, lock)).toBe('done')
	expect(await add(team.ruth.token, lock)).toBe('done')
	const entered = await enter(lock)
	expect(entered.value).toMatchObject({
		member: team.ruth.member.id,
		passkey: { keyring: lock.keyring, note: lock.note },
	})
	const listed = await ask(server.address, 'passkeys', { at: { desk: team.desk }, token: team.ruth.token })
	expect(listed.value).toEqual({ passkeys: [{ passkey: lock.passkey, note: lock.note }] })
})

test('an unknown passkey and a wrong word are refused alike', async () => {
	const lock = await newLock()
	await add(team.ruth.token, lock)
	const wrong = await enter({ ...lock, auth: 'f'.repeat(64) })
	expect(wrong.because).toBe('wrong-proof')
	expect(await enter({ ...lock, passkey: '0'.repeat(32) })).toEqual(wrong)
	const byName = { login: 'ruth', auth: lock.auth, way: 'passphrase' }
	expect(await because('openSession', { at: { desk: team.desk }, json: byName })).toBe('wrong-proof')
})

test('a removed passkey opens nothing, and whoever was in by it is out', async () => {
	const lock = await newLock()
	await add(team.ruth.token, lock)
	const { token } = (await enter(lock)).value as { token: string }
	const works = () => because('names', { at: { desk: team.desk }, token })
	expect(await works()).toBe('done')
	expect(await remove(team.ruth.token, lock)).toBe('done')
	expect(await works()).toBe('not-signed-in')
	expect((await enter(lock)).because).toBe('wrong-proof')
	expect(await remove(team.ruth.token, lock)).toBe('not-found')
	const rows = await server.instance.store.read.selectFrom('passkeys').selectAll().execute()
	expect(rows).toEqual([])
})

test('nobody sees, takes over or removes a colleague’s passkey', async () => {
	const lock = await newLock()
	await add(team.ruth.token, lock)
	const tomas = await takeIn(server, team, 'tomas')
	const listed = await ask(server.address, 'passkeys', { at: { desk: team.desk }, token: tomas.token })
	expect(listed.value).toEqual({ passkeys: [] })
	expect(await add(tomas.token, { ...(await newLock()), passkey: lock.passkey })).toBe('not-allowed')
	expect(await add(tomas.token, lock)).toBe('not-allowed')
	expect(await remove(tomas.token, lock)).toBe('not-found')
	expect((await enter(lock)).status).toBe(200)
})

test('a new passphrase leaves passkeys as they are; a removed member takes theirs along', async () => {
	const tomas = await takeIn(server, team, 'tomas')
	const lock = await newLock()
	await add(tomas.token, lock)
	const json = {
		passphraseAuth: 'a'.repeat(64),
		sheetAuth: 'b'.repeat(64),
		keyring: base64url(await anEnvelope('new')),
	}
	await ask(server.address, 'putKeyring', { at: { desk: team.desk }, token: tomas.token, json })
	expect((await enter(lock)).value).toMatchObject({ keyring: json.keyring })
	await signInAs(server, team.desk, team.ruth)
	await change(server, team, { kind: 'member-removed', id: tomas.member.id })
	expect((await enter(lock)).because).toBe('wrong-proof')
	const rows = await server.instance.store.read.selectFrom('passkeys').selectAll().execute()
	expect(rows).toEqual([])
})

test('whoever has no session adds none, and a member has at most twelve', async () => {
	expect(await add('f'.repeat(64), await newLock())).toBe('not-signed-in')
	for (let count = 0; count < 12; count++) expect(await add(team.ruth.token, await newLock())).toBe('done')
	expect(await add(team.ruth.token, await newLock())).toBe('full')
})

test('the database keeps of a passkey what opens nothing: no word, no day, no device', async () => {
	const lock = await newLock()
	await add(team.ruth.token, lock)
	const [row] = await server.instance.store.read.selectFrom('passkeys').selectAll().execute()
	expect(Object.keys(row ?? {}).toSorted()).toEqual(['auth', 'id', 'keyring', 'member', 'note'])
	expect(JSON.stringify(row)).not.toContain(lock.auth)
})
