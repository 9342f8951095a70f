import { wordlist } from '@scure/bip39/wordlists/english.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServerAt } from '#browser/call-server.ts'
import { isBare } from '#browser/desk/inbox/bare-file.ts'
import { sayChecked } from '#browser/desk/inbox/check-thread.ts'
import { digestOf } from '#browser/desk/inbox/digest.ts'
import { today } from '#browser/today.ts'
import { fastHash } from '#server/usecases/sealed-bytes.ts'
import { showPublicDesks } from '#server/usecases/show-public-desks.ts'
import { takeUpload } from '#server/usecases/take-upload.ts'
import { type AgeRecipient, seal } from '#vault/envelope.ts'
import { type ApiServer, startApi } from '../world/api-server.ts'
import { atWork, follow, look, openFirst } from '../world/at-work.ts'
import { startWorking, type Worker } from '../world/working-team.ts'

// The library that locks here writes the same format as the age command; that Debian's age opens its files, and it
// theirs, is tested in the vault.

let server: ApiServer
let ruth: Worker
let tomas: Worker
beforeAll(async () => {
	server = await startApi()
	callServerAt(server.address)
	;[ruth, tomas] = (await startWorking(server.instance, ['Ruth', 'Tomas'], today())) as [Worker, Worker]
})
afterAll(() => server.stop())

/** Locks bytes for the keys the page gives out, and has them brought. @returns the thread */
async function brought(plain: string | Uint8Array): Promise<string> {
	const [team] = await showPublicDesks(server.instance)
	const bytes = typeof plain === 'string' ? new TextEncoder().encode(plain) : plain
	const file = await seal(bytes, team!.recipients as AgeRecipient[])
	expect(await takeUpload(server.instance, file)).toBe('stored-bare')
	return fastHash(file).slice(0, 32)
}

test('a text locked with age is read, taken in, and checked by a colleague; it cannot be answered', async () => {
	const thread = await brought('They watch the bridge at Kessa. Ask Lena at the market.')
	const view = await openFirst(thread, atWork(ruth), today())
	expect(view.state.story?.text).toBe('They watch the bridge at Kessa. Ask Lena at the market.')
	expect(isBare(view.state.story!)).toBe(true)

	const seen = await follow(thread, atWork(tomas), today())
	expect(seen.state.story).toEqual(view.state.story)
	expect(seen.state.doubts).toEqual([])
	await sayChecked(seen, atWork(tomas).reader, tomas.open.token, today())
	const after = await look(thread, atWork(ruth))
	expect(after.state.checks).toHaveLength(1)
	expect(digestOf(after, 0, ruth.of.login)).toMatchObject({ language: null })
})

test('what is no text opens for nobody, and breaks nothing', async () => {
	const thread = await brought(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))
	const view = await look(thread, atWork(ruth))
	expect(view.state.story).toBeNull()
	expect([...view.originals.values()].map(({ message }) => message)).toEqual(['damaged'])
})

test('only one who has read a bare text knows the key that vouches for it', async () => {
	const one = await look(await brought(`One ${wordlist[0]!}`), atWork(ruth))
	const other = await look(await brought(`Other ${wordlist[0]!}`), atWork(ruth))
	const macs = [one, other].flatMap(({ originals }) =>
		[...originals.values()].map(({ message }) => (typeof message === 'string' ? null : message.mac)),
	)
	expect(new Set(macs).size).toBe(2)
})
