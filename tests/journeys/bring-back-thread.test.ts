import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { takeAccess } from '#browser/desk/inbox/access.ts'
import { writeAnswer } from '#browser/desk/inbox/answer.ts'
import { bringThreadBack, fetchOrphans } from '#browser/desk/members/bring-back-thread.ts'
import { drawRecovery, setRecovery, tryRecovery } from '#browser/desk/members/recovery-key.ts'
import { layPaper, splitRecovery } from '#browser/desk/members/recovery-papers.ts'
import { removeMember } from '#browser/desk/members/remove-member.ts'
import { wordListOf } from '#browser/word-lists.ts'
import type { Share } from '#vault/shares.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { tell } from '../world/writer.ts'

let server: ApiServer
let ruth: Worker
let tomas: Worker
let lena: Worker
let root: Uint8Array

beforeAll(async () => {
	server = await startApi()
	callServerAt(server.address)
	root = new Uint8Array(32).fill(0x3e)
	const today = todayAt(server)
	;[ruth, tomas, lena] = (await startWorking(server.instance, ['Ruth', 'Tomas', 'Lena'], today, undefined, {
		root,
	})) as [Worker, Worker, Worker]
})

afterAll(async () => {
	await server.stop()
})

const WORDS = { text: 'We read it.', stage: 'reading', nextStep: 'We check.', promised: null } as const

test('a thread whose only reader is gone comes back by three papers of five, for those who are left', async () => {
	const today = todayAt(server)
	const list = await wordListOf('en')
	const seed = drawRecovery()
	ruth = { ...ruth, open: await setRecovery(ruth.open, seed, root, today) }
	const { recovery } = ruth.open.roster
	expect(recovery?.tried).toBe(false)
	const recipient = recovery?.recipient ?? ''

	// Lena alone goes on reading what Amina wrote.
	lena = { ...lena, open: { ...lena.open, ...rosterOf(ruth) } }
	const amina = await tell(ruth.open, { text: 'The guards keep a list of names.' })
	const { mailbox } = amina.mailbox.keys
	await openFirst(mailbox, atWork(lena), today)
	const { reader, token } = atWork(lena)
	const others = [ruth.open.me.id, tomas.open.me.id]
	done(await takeAccess(await look(mailbox, atWork(lena)), others, reader, token, today))
	done(await writeAnswer(await look(mailbox, atWork(lena)), WORDS, reader, token, today))

	// As long as she is there, the key gives nobody what she reads.
	expect(await fetchOrphans(ruth.open.desk, ruth.open.token)).toEqual([])
	const { reader: ruthReads, token: ruthToken } = atWork(ruth)
	expect(await bringThreadBack(mailbox, seed, ruthReads, ruthToken, today)).toBe('read-by-colleagues')

	ruth = { ...ruth, open: await removeMember(ruth.open, lena.open.me.id, today) }
	expect(await fetchOrphans(ruth.open.desk, ruth.open.token)).toEqual([mailbox])

	const papers = await splitRecovery(seed, { of: 5, threshold: 3 }, list)
	let laid: readonly Share[] = []
	let found: Uint8Array | null = null
	for (const paper of [papers[4], papers[0], papers[2]]) {
		const step = await layPaper(paper?.words.join(' ') ?? '', laid, recipient, 'fr')
		if (step.step === 'more') laid = step.papers
		if (step.step === 'key') found = step.seed
	}
	if (found === null) throw new Error('three papers of five must open')
	ruth = { ...ruth, open: (await tryRecovery(ruth.open, found, today)) ?? ruth.open }
	expect(ruth.open.roster.recovery?.tried).toBe(true)

	const now = atWork(ruth)
	expect(await bringThreadBack(mailbox, found, now.reader, now.token, today)).toBe('brought-back')
	const after = await look(mailbox, now)
	expect(after.state.story?.text).toBe('The guards keep a list of names.')
	expect(after.state.answers.map(({ record }) => record.text)).toEqual(['We read it.'])
	expect([...(after.state.ring?.readers ?? [])].sort()).toEqual([...others].sort())
	expect(after.state.doubts).toEqual([])
	tomas = { ...tomas, open: { ...tomas.open, ...rosterOf(ruth) } }
	expect((await look(mailbox, atWork(tomas))).state.doubts).toEqual([])
	expect(await fetchOrphans(ruth.open.desk, ruth.open.token)).toEqual([])
})

test('a paper of another set, a paper twice, a forged one and those of another key are each called what they are', async () => {
	const list = await wordListOf('en')
	const seed = drawRecovery()
	const recipient = ruth.open.roster.recovery?.recipient ?? ''
	const [one, two] = await splitRecovery(seed, { of: 3, threshold: 2 }, list)
	const [, other] = await splitRecovery(seed, { of: 3, threshold: 2 }, list)
	const first = await layPaper(one?.digits.join(' ') ?? '', [], recipient, 'en')
	if (first.step !== 'more') throw new Error(first.step)
	const next = (typed: string[] | undefined) =>
		layPaper(typed?.join(' ') ?? '', first.papers, recipient, 'en')
	expect(first.missing).toBe(1)
	expect(await next(one?.words)).toEqual({ step: 'refused', because: 'same-paper' })
	expect(await next(other?.words)).toEqual({ step: 'refused', because: 'other-set' })
	// Two true papers of a key that is not this team's look like a forgery, and are used no more than one.
	expect(await next(two?.words)).toEqual({ step: 'refused', because: 'one-is-forged' })
	expect(await next(['amber', 'river'])).toEqual({ step: 'refused', because: 'not-readable' })
})

function rosterOf({ open: { roster, entries } }: Worker) {
	return { roster, entries }
}
