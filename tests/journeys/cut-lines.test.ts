import { randomFillSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt, LineCut } from '#browser/call-server.ts'
import { acknowledge, collectMailbox, type Mailbox } from '#browser/reporter/mailbox.ts'
import { SendControl, SendStopped } from '#browser/reporter/send-control.ts'
import { type FileNews, type FileToSend, sendFile } from '#browser/reporter/send-file.ts'
import { Visit } from '#browser/reporter/thread-visit.ts'
import { openFile } from '#vault/attachment.ts'
import type { AgeIdentity, AgeRecipient } from '#vault/envelope.ts'
import type { Hash } from '#vault/outside/format.ts'
import { type CutLine, cutLine } from '../world/cut-line.ts'
import {
	type Kessa,
	leaveAnswer,
	messagesOf,
	openThread,
	partsOf,
	startKessa,
	tellStory,
	type Writer,
} from '../world/kessa-server.ts'

const MB = 1_000_000

let kessa: Kessa
let amina: Writer
let mailbox: Mailbox
let line: CutLine

beforeAll(async () => {
	line = await cutLine()
	kessa = await startKessa([line.address])
	line.leadTo(Number(new URL(kessa.origin).port))
	callServerAt(line.address)
	amina = await tellStory(kessa, 'They came with dogs.')
	await openThread(kessa, amina)
	await leaveAnswer(kessa, amina, { n: 0, text: 'Do you have pictures?' })
	mailbox = { desk: kessa.team.desk as Hash, keys: amina.keys }
})

afterAll(async () => {
	line.stop()
	await kessa.stop()
})

function filmOf(size: number): FileToSend & { bytes: Uint8Array<ArrayBuffer> } {
	const bytes = new Uint8Array(size)
	for (let at = 0; at < size; at += 65_536) randomFillSync(bytes, at, Math.min(65_536, size - at))
	return { bytes, content: new Blob([bytes]), name: 'film.mp4', type: 'video/mp4', copy: 'original' }
}

test('a film of 20 MB survives five cut lines, costs at most a tenth more, and arrives whole', async () => {
	const film = filmOf(20 * MB)
	line.cutAt([1.3, 5.9, 9.1, 14.7, 19.8].map((at) => at * MB))
	const news: FileNews[] = []
	const file = await sendFile(film, mailbox, new SendControl(() => null), (one) => news.push(one))
	expect(line.left()).toBe(0)
	expect(news.filter(({ cut }) => cut).length).toBeGreaterThanOrEqual(5)
	expect(line.sent() / film.content.size).toBeLessThanOrEqual(1.1)
	const opened = await openFile(new Blob(await partsOf(kessa, amina, file)).stream(), file.key as AgeIdentity)
	const arrived = new Uint8Array(await new Response(opened?.stream).arrayBuffer())
	expect(Buffer.compare(arrived, film.bytes)).toBe(0)
	expect([opened?.hash(), opened?.name]).toEqual([file.sha256, film.name])
})

test('a message cut off on its way arrives once', async () => {
	line.cutAt([9000])
	const { roster } = kessa.team
	const route = {
		recipients: roster.members.map(({ recipient }) => recipient as AgeRecipient),
		roster: { seq: roster.seq, head: roster.head },
	}
	const before = (await messagesOf(kessa, amina)).length
	const visit = new Visit(mailbox)
	await visit.say({ kind: 'addition', topic: 'where', text: 'At the ford.', when: null }, route)
	await visit.say({ kind: 'wish', wish: 'delete', text: '' }, route)
	const later = (await messagesOf(kessa, amina)).slice(before)
	expect(later.map(({ kind, n }) => [kind, n])).toEqual([
		['addition', 0],
		['wish', 1],
	])
	expect(new Set(later.map(({ visit: id }) => id)).size).toBe(1)
})

test('an answer waits through cut lines until it was confirmed as read', async () => {
	line.cutAt([100])
	await expect(collectMailbox(mailbox)).rejects.toThrow(LineCut)
	line.cutAt([])
	const { deposits: waiting } = await collectMailbox(mailbox)
	expect(waiting).toMatchObject([{ ok: true, record: { n: 0, text: 'Do you have pictures?' } }])
	await acknowledge(
		mailbox,
		waiting.map(({ hash }) => hash),
	)
	expect(await collectMailbox(mailbox)).toMatchObject({ copies: [], deposits: [] })
})

test('a person pauses and goes on, or stops for good', async () => {
	line.cutAt([])
	const film = filmOf(5 * MB)
	let paused = false
	const control = new SendControl((now) => {
		paused = now
	})
	let sentWhilePaused = 0
	const file = await sendFile(film, mailbox, control, ({ done }) => {
		if (paused) sentWhilePaused++
		if (done === 0 || paused) return
		control.pause()
		setTimeout(() => {
			control.goOn()
		}, 20)
	})
	expect(sentWhilePaused).toBe(0)
	expect(await partsOf(kessa, amina, file)).toHaveLength(file.parts)

	const stopping = new SendControl(() => null)
	const stopped = sendFile(film, mailbox, stopping, ({ done }) => {
		if (done > 0) stopping.stop()
	})
	await expect(stopped).rejects.toThrow(SendStopped)
})
