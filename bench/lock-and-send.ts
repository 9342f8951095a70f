import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright-core'
import { paths } from '#components/paths.ts'
import { startFirefox } from '../tests/journeys/in-firefox.ts'
import { giveTwoWordsBack, send, waitUntilStored, writeAndSeeWords } from '../tests/journeys/tell-steps.ts'
import { sendAndSeeStored, writeAndKeepWords } from '../tests/journeys/visitor-steps.ts'
import { startKessa } from '../tests/world/kessa-server.ts'
import { atMost, type Figure, median, type Measurement } from './figure.ts'

const LAUNCH = {
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}
const STORY = 'Les gardes de la mine suivent Amina depuis lundi.'
const ROUNDS = 5

/** From opening the page to the button that sends: nobody reads it, writes and copies nine words in less. */
const READING = 30_000

/** Locking one message for a team of three and sending it: on a desktop, and where nothing compiles scripts. */
export const lockAndSend: Measurement = {
	ids: ['lock-and-send', 'lock-and-send-uncompiled'],
	measure: async (): Promise<Figure[]> => {
		const kessa = await startKessa()
		const compiled = await compiledSeconds(kessa.origin)
		const uncompiled = await uncompiledSeconds(kessa.origin)
		await kessa.stop()
		return [
			atMost(
				'lock-and-send',
				`lock and send one message, 3 members, words derived: Chromium, median of ${ROUNDS}`,
				compiled,
				's',
				0.8,
			),
			atMost(
				'lock-and-send-uncompiled',
				`the same in Firefox ESR without compilers and WebAssembly, ${READING / 1000} s after it was opened`,
				uncompiled,
				's',
				20,
			),
		]
	},
}

async function compiledSeconds(origin: string): Promise<number> {
	const browser = await chromium.launch(LAUNCH)
	const rounds: number[] = []
	for (let round = 0; round < ROUNDS; round++) rounds.push(await oneRound(browser, origin))
	await browser.close()
	return median(rounds)
}

async function oneRound(browser: Browser, origin: string): Promise<number> {
	const page = await browser.newPage()
	await page.goto(origin + paths.tell('fr'))
	const words = await writeAndSeeWords(page, 'fr', STORY)
	await giveTwoWordsBack(page, 'fr', words)
	// The worker ends when the words are derived.
	while (page.workers().length > 0) await pause(20)
	const start = performance.now()
	await send(page, 'fr')
	await waitUntilStored(page, 'fr')
	const seconds = (performance.now() - start) / 1000
	await page.close()
	return seconds
}

async function uncompiledSeconds(origin: string): Promise<number> {
	const firefox = await startFirefox()
	const visitor = await firefox.visit()
	const opened = performance.now()
	await writeAndKeepWords(origin, visitor, STORY)
	await pause(Math.max(0, READING - (performance.now() - opened)))
	const start = performance.now()
	await sendAndSeeStored(visitor)
	const seconds = (performance.now() - start) / 1000
	await firefox.close()
	return seconds
}
