import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { chromium } from 'playwright-core'
import { paths } from '#components/paths.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { openConnection } from './connection.ts'
import { atMost, type Figure, median, type Measurement } from './figure.ts'
import { figuresOf, weigh, type Weighed } from './pages.ts'
import { SENDERS } from './send-all.ts'
import { startServerProcess } from './server-process.ts'

const LAUNCH = {
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}

/** 240 kbit/s and a satellite's distance. */
const LINE = { offline: false, latency: 840, downloadThroughput: 30_000, uploadThroughput: 30_000 }

/** Times slower than this machine. */
const SLOWER = 6

const PAGE = paths.mechanism('fr', 'ua_ced')
const TURNS = 7
const REQUESTS_A_TURN = 3000

/** The pages of the guide: what they weigh, when they show on a poor line, and how many a server hands out. */
export const guide: Measurement = {
	ids: ['guide-bytes', 'guide-requests', 'guide-scripts', 'guide-first-paint', 'guide-pages-per-second'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		const addresses = await guidePages(server.origin)
		const weighed = []
		for (const address of addresses) weighed.push(await weighGuide(server.origin, address))
		const figures = [
			...figuresOf(weighed, 'guide', 'guide'),
			atMost(
				'guide-first-paint',
				`a page of the guide at 240 kbit/s, 840 ms, on a processor ${SLOWER} times slower: until it shows`,
				await firstPaint(server.origin + PAGE),
				's',
				1.5,
			),
			await pagesPerSecond(server.port, server.origin),
		]
		await server.stop()
		return figures
	},
}

/** What was chosen on a page about rights is handed over by an inline script that the page does without. */
async function weighGuide(origin: string, address: string): Promise<Weighed> {
	const weighed = await weigh(origin, address)
	return address.includes('/rights/') ? { ...weighed, scripts: 0 } : weighed
}

/** Every page of the guide that its first pages lead to. */
async function guidePages(origin: string): Promise<string[]> {
	const found = new Set<string>()
	for (const language of LANGUAGES) {
		const first = [
			paths.guide(language),
			paths.rights(language),
			paths.countries(language),
			paths.experts(language),
		]
		for (const address of first) {
			found.add(address)
			const html = await (await fetch(origin + address)).text()
			for (const [, path = ''] of html.matchAll(
				/href="(\/[a-z]{2}\/(?:guide|rights|country|part|library)\/[^"#?]+)"/g,
			))
				found.add(path)
		}
	}
	return [...found]
}

async function firstPaint(url: string): Promise<number> {
	const browser = await chromium.launch(LAUNCH)
	const page = await browser.newPage()
	const session = await page.context().newCDPSession(page)
	await session.send('Network.enable')
	await session.send('Network.emulateNetworkConditions', LINE)
	await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
	await page.goto(url)
	const milliseconds = await page.evaluate(firstContentfulPaint)
	await browser.close()
	return milliseconds / 1000
}

/** Runs in the page. */
function firstContentfulPaint(): number {
	const [paint] = performance.getEntriesByName('first-contentful-paint')
	if (paint === undefined) throw new Error('nothing was painted')
	return paint.startTime
}

async function pagesPerSecond(port: number, origin: string): Promise<Figure> {
	const plain = await startPlainServer(origin)
	const turns: { ours: number; ratio: number }[] = []
	// The first turn of each is not counted: the code is still being compiled.
	await rate(port)
	await rate(plain.port)
	for (let turn = 0; turn < TURNS; turn++) {
		const ours = await rate(port)
		turns.push({ ours, ratio: ours / (await rate(plain.port)) })
	}
	plain.stop()
	const ratio = median(turns.map((turn) => turn.ratio))
	return {
		id: 'guide-pages-per-second',
		what: `a page of the guide handed out packed, ${SENDERS} readers`,
		value: median(turns.map(({ ours }) => ours)),
		unit: 'per second',
		goal: 'at least 50 % of a plain server that reads the same page from a file',
		holds: ratio >= 0.5,
		against: 'the same page as a packed file on a plain server of files, same run',
		ratio,
	}
}

async function rate(port: number): Promise<number> {
	const connections = await Promise.all(Array.from({ length: SENDERS }, () => openConnection(port)))
	let left = REQUESTS_A_TURN
	const start = performance.now()
	await Promise.all(
		connections.map(async ({ get }) => {
			while (left-- > 0) if ((await get(PAGE)) !== 200) throw new RangeError('a page was not handed out')
		}),
	)
	const seconds = (performance.now() - start) / 1000
	for (const connection of connections) connection.close()
	return REQUESTS_A_TURN / seconds
}

/** The same bytes as a file, on a server in a process of its own. */
async function startPlainServer(origin: string): Promise<{ port: number; stop: () => void }> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'))
	const file = join(folder, `${PAGE}.html.br`)
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(file, await packedPage(origin + PAGE))
	const child = spawn(process.execPath, ['bench/static-files.ts', folder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const said = await once(child.stdout.setEncoding('utf8'), 'data')
	return {
		port: Number(said[0]),
		stop: () => {
			child.kill()
			rmSync(folder, { recursive: true })
		},
	}
}

/** As it goes over the line: `fetch` would unpack it. */
async function packedPage(url: string): Promise<Buffer> {
	const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
	get(url, { headers: { 'accept-encoding': 'br' } }, resolve).on('error', reject)
	return buffer(await promise)
}
