import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { giveAccess } from '#browser/desk/inbox/access.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import {
	askTranslation,
	leaveText,
	newParcel,
	removeParcel,
	takeBackText,
} from '#browser/desk/translation/give-text.ts'
import { fetchTexts, sendBack } from '#browser/desk/translation/interpret.ts'
import { fetchParcels, removeTaken, takeTranslations } from '#browser/desk/translation/take-translations.ts'
import { translationToSign } from '#contract/signed-bytes.ts'
import type { Day } from '#domain/days.ts'
import { sign } from '#vault/outside/signature.ts'
import { ask, type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { todayAt } from '../world/team.ts'
import { startWorking, type Worker } from '../world/working-team.ts'
import { tell } from '../world/writer.ts'

// Noor translates for the team. What she, a colleague or the server may try, with every key and word each of them has.

const STORY = 'Les gardes ont battu mon frère Joseph.'

let server: ApiServer
let today: Day
let ruth: Worker
let tomas: Worker
let noor: Worker

beforeAll(async () => {
	server = await startApi()
	today = todayAt(server)
	callServerAt(server.address)
	const workers = await startWorking(server.instance, ['Ruth', 'Tomas'], today, undefined, {
		interpreters: ['Noor'],
	})
	;[ruth, tomas, noor] = workers as [Worker, Worker, Worker]
})

afterAll(async () => {
	await server.stop()
})

/** Somebody tells, Ruth takes it in and gives the story to Noor. */
async function given(text = STORY): Promise<{ thread: string; parcel: string; key: string }> {
	const amina = await tell(ruth.open, { text })
	const thread = amina.mailbox.keys.mailbox
	const { reader, token } = atWork(ruth)
	const view = await openFirst(thread, { reader, token }, today)
	const made = newParcel()
	const wish = { of: 0, to: noor.open.me.id, from: 'fr', into: 'en', ...made } as const
	done(await askTranslation(view, wish, reader, token, today))
	await leaveText(await look(thread, atWork(ruth)), made.parcel, reader, token)
	return { thread, ...made }
}

/** What a reader's client makes of what came back. */
async function takesIn(thread: string, worker: Worker) {
	const { reader, token } = atWork(worker)
	const view = await look(thread, { reader, token })
	const parcels = await fetchParcels(view, reader, token)
	const wrote = await takeTranslations(view, parcels, reader, token, today)
	if (wrote !== null) done(wrote)
	const after = await look(thread, { reader, token })
	return { view: after, left: await removeTaken(after, parcels, reader, token) }
}

test('Noor reads the one text, and Tomas, who never spoke with her, takes in what she sends back', async () => {
	const { thread, parcel } = await given()
	const { texts, damaged } = await fetchTexts(noor.open)
	expect(damaged).toBe(0)
	const [text] = texts
	expect(text?.record).toMatchObject({ parcel, text: STORY, from: 'fr', into: 'en' })
	expect(JSON.stringify(text?.record)).not.toContain(thread)
	await sendBack(text!.record, 'The guards beat my brother Joseph.', noor.open)
	const { view, left } = await takesIn(thread, tomas)
	expect(view.state.translations).toMatchObject([
		{ of: 0, to: noor.open.me.id, standing: 'translated', text: 'The guards beat my brother Joseph.' },
	])
	expect(view.state.doubts).toEqual([])
	expect([...left]).toEqual([])
	expect((await fetchTexts(noor.open)).texts).toEqual([])
	const later = await look(thread, atWork(ruth))
	expect(later.state.translations).toEqual(view.state.translations)
})

test('with her session and her keys Noor gets no thread, no list, no names, and is given no access', async () => {
	const { thread } = await given()
	const at = { desk: noor.open.desk, thread }
	const because = async (name: Parameters<typeof ask>[1]) =>
		(await ask(server.address, name, { at, token: noor.open.token })).because
	for (const name of ['thread', 'changes', 'names', 'threadParcels', 'ending', 'orphans', 'destroy'] as const)
		expect([name, await because(name)]).toEqual([name, 'not-allowed'])
	expect(noor.open.names).toBeNull()
	const view = await look(thread, atWork(ruth))
	const { reader, token } = atWork(ruth)
	expect(await giveAccess(view, [noor.open.me.id], reader, token, today)).toEqual({
		ok: false,
		because: 'interpreters-read-no-thread',
	})
})

test('a translation a colleague made up in Noor’s name counts for nobody', async () => {
	const { thread, parcel } = await given()
	const { reader, token } = atWork(tomas)
	const view = await look(thread, { reader, token })
	const record = {
		v: 1,
		kind: 'translation',
		desk: reader.roster.desk,
		parcel,
		text: 'They love the guards.',
	}
	const body = JSON.stringify(record)
	const signature = sign(
		reader.secret.sign,
		'translation',
		translationToSign(reader.roster.desk, parcel, body),
	)
	await appendEntries(view, [{ kind: 'translated', parcel, body, signature }], reader, token)
	const seen = await look(thread, atWork(ruth))
	expect(seen.state.translations).toMatchObject([{ standing: 'waiting', text: null }])
	expect(seen.state.doubts).toMatchObject([{ because: 'not-from-the-interpreter' }])
})

test('what Noor signed for one text is not believed of another', async () => {
	const [one, other] = [await given('One text.'), await given('Another text.')]
	const texts = (await fetchTexts(noor.open)).texts.map(({ record }) => record)
	const first = texts.find(({ parcel }) => parcel === one.parcel)!
	await sendBack(first, 'Un texte.', noor.open)
	await takesIn(one.thread, ruth)
	const { entries } = await look(one.thread, atWork(ruth))
	const signed = entries.flatMap(({ entry }) =>
		typeof entry === 'object' && entry.kind === 'translated' ? [entry] : [],
	)
	const { reader, token } = atWork(tomas)
	const view = await look(other.thread, { reader, token })
	await appendEntries(view, [{ ...signed[0]!, parcel: other.parcel }], reader, token)
	const seen = await look(other.thread, atWork(ruth))
	expect(seen.state.translations).toMatchObject([{ standing: 'waiting', text: null }])
})

test('a server that puts something else in the place of a translation is not believed', async () => {
	const { thread, parcel } = await given()
	const forged = await given()
	const [, second] = (await fetchTexts(noor.open)).texts.filter(({ record }) =>
		[parcel, forged.parcel].includes(record.parcel),
	)
	await sendBack(second!.record, 'Of the other text.', noor.open)
	const swapped = await fetchParcels(
		await look(forged.thread, atWork(ruth)),
		atWork(ruth).reader,
		ruth.open.token,
	)
	const bytes = swapped.get(forged.parcel)
	const { reader, token } = atWork(ruth)
	const view = await look(thread, { reader, token })
	const lie = new Map([[parcel, bytes ?? null]])
	expect(await takeTranslations(view, lie, reader, token, today)).toBeNull()
	expect(
		await takeTranslations(view, new Map([[parcel, new Uint8Array(9)]]), reader, token, today),
	).toBeNull()
})

test('what was taken back is gone for Noor, and what the server lost can be given again', async () => {
	const { thread, parcel } = await given()
	const { reader, token } = atWork(ruth)
	await removeParcel(await look(thread, atWork(ruth)), parcel, reader, token)
	const names = async () => (await fetchTexts(noor.open)).texts.map(({ record }) => record.parcel)
	expect(await names()).not.toContain(parcel)
	await leaveText(await look(thread, atWork(ruth)), parcel, reader, token)
	const texts = (await fetchTexts(noor.open)).texts
	const mine = texts.find(({ record }) => record.parcel === parcel)!.record
	done(
		await takeBackText(
			await look(thread, atWork(tomas)),
			parcel,
			atWork(tomas).reader,
			tomas.open.token,
			today,
		),
	)
	expect(await names()).not.toContain(parcel)
	await expect(sendBack(mine, 'Too late.', noor.open)).rejects.toMatchObject({ because: 'not-found' })
	expect((await look(thread, atWork(ruth))).state.translations).toMatchObject([{ standing: 'taken-back' }])
	expect(server.faults).toEqual([])
})
