import { randomBytes } from '@noble/hashes/utils.js'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { deriveReturnKeys } from '#vault/return-keys.ts'
import { newPerson } from '../tests/world/person.ts'
import { type Figure, median, type Measurement } from './figure.ts'
import { tellAndBeAnswered } from './first-messages.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

const TURNS = 5
const SENT = 1

const LAUNCH = {
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
}

/** How fast a browser locks and sends a file of 100 MB. */
export const files: Measurement = {
	ids: ['file-locking', 'file-sending'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		const browser = await chromium.launch(LAUNCH)
		const fast = await inBrowser(await (await browser.newContext({ bypassCSP: true })).newPage(), server)
		await browser.close()
		await server.stop()
		return fast
	},
}

/** Locking and age-encryption alone in turns on the same bytes, then locking and sending to the server. */
async function inBrowser(page: Page, server: ServerProcess): Promise<Figure[]> {
	await page.goto(`${server.origin}/healthz`)
	await page.evaluate(await bundled('file-page.ts'))
	const alone: number[] = []
	const locking: number[] = []
	const sending: number[] = []
	// The first turn is not counted: the code is still being compiled.
	for (let turn = 0; turn <= TURNS; turn++) {
		alone.push(await page.evaluate<number>('ageAlone()'))
		locking.push(await page.evaluate<number>('lock()'))
	}
	for (let turn = 0; turn < SENT; turn++) sending.push(await lockAndSend(page, server))
	const against = `${median(alone.slice(1)).toFixed(0)} MB/s of age-encryption alone on the same bytes, in turns`
	const ratio = median(locking.slice(1).map((speed, turn) => speed / (alone[turn + 1] ?? speed)))
	return [
		{
			id: 'file-locking',
			what: 'lock a file of 100 MB in Chromium: tar, padding, hash and age',
			value: median(locking.slice(1)),
			unit: 'MB/s',
			goal: 'at least 70 % of age-encryption alone',
			holds: ratio >= 0.7,
			against,
			ratio,
		},
		{
			id: 'file-sending',
			what: 'lock it and send it over loopback, every part signed, checked and stored durably',
			value: median(sending),
			unit: 'MB/s',
			goal: 'none: for comparison',
			holds: true,
			against,
			ratio: median(sending) / median(alone.slice(1)),
		},
	]
}

async function lockAndSend(page: Page, server: ServerProcess): Promise<number> {
	const { desk } = server
	const secret = randomBytes(12)
	const { mailbox, proofSeed } = await deriveReturnKeys(secret, desk)
	await tellAndBeAnswered(server, [{ ...newPerson(desk), mailbox, proofSeed }])
	return page.evaluate<number>(`lockAndSend('${secret.toHex()}', '${desk}')`)
}

/** A script of ours with all it imports, as one text. */
async function bundled(file: string): Promise<string> {
	const made = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			target: 'es2022',
			lib: { entry: new URL(file, import.meta.url).pathname, formats: ['iife'], name: 'page' },
		},
	})
	const [output] = [made].flat()
	if (output === undefined || !('output' in output)) throw new RangeError('nothing was built')
	return output.output[0].code
}
