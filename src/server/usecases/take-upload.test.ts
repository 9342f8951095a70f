import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Carried, writeCarrier } from '#contract/write-carrier.ts'
import { UPLOAD_OUTCOMES } from '#contract/upload-outcome.ts'
import { takeUpload } from '#server/usecases/take-upload.ts'
import { hybridIdentity, recipientOf } from '#vault/age-keys.ts'
import { seal } from '#vault/envelope.ts'
import type { Hash } from '#vault/outside/format.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import { type ApiServer, ask, startApi } from '../../../tests/world/api-server.ts'
import { anEnvelope, envelopeLike, newPerson, proofFor } from '../../../tests/world/person.ts'
import { openTeam, type Team } from '../../../tests/world/team.ts'

const SPACE = 6_000_000
let server: ApiServer
let team: Team
beforeEach(async () => {
	server = await startApi({ space: SPACE })
	team = await openTeam(server)
})
afterEach(() => server.stop())

function carried(envelope: Uint8Array, change: Partial<Carried> = {}) {
	const person = newPerson(team.desk)
	const file: Carried = {
		desk: team.desk as Hash,
		mailbox: person.mailbox,
		proofKey: signingKeyOf(person.proofSeed),
		depositKey: signingKeyOf(person.depositSeed),
		envelope,
		copy: null,
		...change,
	}
	return { person, file: writeCarrier(file) }
}

async function bareFile(text: string): Promise<Uint8Array> {
	const recipient = await recipientOf(hybridIdentity(new Uint8Array(32).fill(5)))
	return seal(new TextEncoder().encode(text), [recipient])
}

const bring = (file: Uint8Array) => takeUpload(server.instance, file)

test('a carried message is stored once, however often it is brought, and its writer can come back', async () => {
	const { person, file } = carried(await anEnvelope('Kessa'))
	expect(await bring(file)).toBe('stored')
	expect(await bring(file)).toBe('stored')
	const at = { desk: team.desk }
	const { value } = await ask(server.address, 'challenge', { at, json: { mailbox: person.mailbox } })
	const { challenge } = value as { challenge: string }
	const back = await ask(server.address, 'collect', { at, json: proofFor(person, challenge) })
	expect(back.status).toBe(200)
})

test('the carried file is what the API takes, byte for byte', async () => {
	const { file } = carried(await anEnvelope('Kessa'))
	const answered = await ask(server.address, 'tell', { at: { desk: team.desk }, bytes: file })
	expect(answered.status).toBe(200)
	expect(await bring(file)).toBe('stored')
})

test('a file for another team, or under words that were used, is refused with its reason', async () => {
	const envelope = await anEnvelope('Kessa')
	expect(await bring(carried(envelope, { desk: 'ab'.repeat(32) as Hash }).file)).toBe('other-team')
	const { person, file } = carried(envelope)
	expect(await bring(file)).toBe('stored')
	const second = carried(await anEnvelope('other'), { mailbox: person.mailbox })
	expect(await bring(second.file)).toBe('taken')
})

test('a bare age file is taken when it is locked with keys like those published, else refused', async () => {
	const file = await bareFile('Kessa')
	expect(await bring(file)).toBe('stored-bare')
	expect(await bring(file)).toBe('stored-bare')
	expect(await bring(await anEnvelope('for an old key'))).toBe('locked-otherwise')
})

test('files fill less than what is free for all, and one that is stored stays acknowledged', async () => {
	const first = carried(envelopeLike(23_000)).file
	expect(await bring(first)).toBe('stored')
	let outcome = await bring(carried(envelopeLike(23_000)).file)
	while (outcome === 'stored') outcome = await bring(carried(envelopeLike(23_000)).file)
	expect(outcome).toBe('full')
	expect(await bring(first)).toBe('stored')
	const { value } = await ask(server.address, 'flood', { at: { desk: team.desk } })
	expect(value).toEqual({ proof: null, full: false })
})

test('nothing anybody brings breaks the server', async () => {
	const whole = carried(await anEnvelope('Kessa')).file
	await fc.assert(
		fc.asyncProperty(
			fc.oneof(
				fc.uint8Array({ maxLength: 400 }),
				fc.nat(whole.length - 1).map((end) => whole.subarray(0, end)),
			),
			async (bytes) => {
				const outcome = await bring(bytes)
				expect(UPLOAD_OUTCOMES).toContain(outcome)
				expect(outcome).not.toBe('broken')
			},
		),
		{ numRuns: 300 },
	)
	expect(server.faults).toEqual([])
})
