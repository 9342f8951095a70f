import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomBytes } from '@noble/hashes/utils.js'
import { callServerAt } from '#browser/call-server.ts'
import { takeAccess } from '#browser/desk/inbox/access.ts'
import { appendEntries, newestRing } from '#browser/desk/inbox/append.ts'
import { sealedRing } from '#browser/desk/inbox/open-thread.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import { hybridIdentity } from '#vault/age-keys.ts'
import { hashOf } from '#vault/outside/format.ts'
import { grantedRing } from '#vault/ring.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { tell } from '../world/writer.ts'

let server: ApiServer

beforeAll(async () => {
	server = await startApi()
	callServerAt(server.address)
})

afterAll(async () => {
	await server.stop()
})

test('who points at a list of the team from before the readers came brings nothing back and shuts nobody out', async () => {
	const today = todayAt(server)
	const recovery = randomBytes(32)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today, undefined, {
		recovery,
	})
	const [ruth, tomas, lena] = workers as [Worker, Worker, Worker]
	const amina = await tell(ruth.open, { text: 'They read our letters.' })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(lena), today)
	const { reader, token } = atWork(lena)
	const ids = { ruth: ruth.open.me.id, tomas: tomas.open.me.id, lena: lena.open.me.id }
	done(await takeAccess(await look(mailbox, atWork(lena)), [ids.ruth], reader, token, today))

	// Ruth got hold of the recovery key, and names a time when she was the only member.
	const { reader: own, token: hers } = atWork(ruth)
	const then = own.history.find(({ members }) => members.map(({ id }) => id).join() === ids.ruth)
	if (then === undefined) throw new Error('Ruth was never alone')
	const holder = { ...own, identities: [...own.identities, hybridIdentity(recovery)] }
	const view = await readThread(await fetchThread(mailbox, { reader: own, token: hers }), holder)
	const next = { ...grantedRing(newestRing(view)), version: view.nextRing }
	const change = await sealedRing(next, [ids.ruth], own.roster)
	const ring = { version: next.version, envelope: hashOf(change.envelope), readers: [ids.ruth] }
	await appendEntries(view, [{ kind: 'recovered', ring }], { ...holder, roster: then }, hers, change)

	const stored = await fetchThread(mailbox, { reader: own, token: hers })
	for (const looking of [holder, { ...reader, history: own.history, roster: own.roster }]) {
		const { state } = await readThread(stored, looking)
		expect([...(state.ring?.readers ?? [])].sort()).toEqual([ids.lena, ids.tomas].sort())
		expect(state.doubts).toContainEqual({
			seq: view.entries.length,
			what: 'without-effect',
			because: 'read-by-colleagues',
		})
	}
})
