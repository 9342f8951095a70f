import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { takeFromTheGone } from '#browser/desk/inbox/access.ts'
import { removeMember } from '#browser/desk/members/remove-member.ts'
import { readThread } from '#browser/desk/inbox/read-thread.ts'
import { fetchThread } from '#browser/desk/inbox/sync.ts'
import { writeAnswer } from '#browser/desk/inbox/answer.ts'
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

test('a removed member reaches nothing on the server, and what is added later is locked with a key they never had', async () => {
	const today = todayAt(server)
	const [ruth, tomas, lena] = (await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today)) as [
		Worker,
		Worker,
		Worker,
	]
	const amina = await tell(ruth.open, { text: 'They came at night.' })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(ruth), today)
	expect((await look(mailbox, atWork(lena))).state.ring?.readers).toContain(lena.open.me.id)

	const without: Worker = { ...ruth, open: await removeMember(ruth.open, lena.open.me.id, today) }
	expect([...(without.open.names?.names.values() ?? [])]).not.toContain('Lena')
	await expect(fetchThread(mailbox, atWork(lena))).rejects.toThrow('not-signed-in')

	const now = atWork(without)
	const rotated = await takeFromTheGone(await look(mailbox, now), now.reader, now.token, today)
	expect(rotated).toMatchObject({ ok: true })
	const after = await look(mailbox, now)
	expect(after.state.ring?.readers).toEqual(expect.not.arrayContaining([lena.open.me.id]))
	expect(after.state.ring?.readers).toContain(tomas.open.me.id)
	expect(await takeFromTheGone(after, now.reader, now.token, today)).toBeNull()

	const words = {
		text: 'For those who stay',
		stage: 'reading',
		nextStep: 'We check.',
		promised: null,
	} as const
	done(await writeAnswer(after, words, now.reader, now.token, today))
	// Lena as somebody who seized the server would be: all bytes, and the keys she once had.
	const stolen = await readThread(await fetchThread(mailbox, now), {
		...atWork(lena).reader,
		roster: now.reader.roster,
		history: now.reader.history,
	})
	expect(stolen.entries.map(({ entry }) => (typeof entry === 'string' ? entry : entry.kind))).toEqual([
		'opened',
		'unreadable',
		'unreadable',
	])
})
