import { type Browser, chromium, type Page } from 'playwright-core'
import { startTeam, passphraseOf } from '../../tests/journeys/team-at-work.ts'
import { atMost, type Figure, type Measurement, percentile } from '../figure.ts'
import { fillInbox } from './fill-inbox.ts'
import { QUERIES } from './stories.ts'

const MESSAGES = 10_000
const NEWEST = 200
const DESKTOP = { viewport: { width: 1280, height: 800 } }

/** Looks every 50 ms: looking at every frame would take a tenth of a processor from what is measured. */
const LONGEST = { timeout: 600_000, polling: 50 }
const LAUNCH = {
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}

/** 20 Mbit/s and the way to another continent. */
const LINE = { offline: false, latency: 80, downloadThroughput: 2_500_000, uploadThroughput: 2_500_000 }

/** A member's inbox of ten thousand messages, opened for the first and for the second time. */
export const inbox: Measurement = {
	ids: ['inbox-first-build', 'inbox-newest-usable', 'inbox-longest-pause', 'inbox-open', 'inbox-search'],
	measure: async (): Promise<Figure[]> => {
		const team = await startTeam()
		await fillInbox(team, MESSAGES)
		const browser = await chromium.launch(LAUNCH)
		const figures = await measureInbox(browser, team.origin, MESSAGES)
		await browser.close()
		await team.stop()
		return figures
	},
}

export async function measureInbox(browser: Browser, origin: string, messages: number): Promise<Figure[]> {
	const usable = await newestOverLine(browser, origin)
	const first = await built(await unlocked(browser, origin, 'ruth'), messages)
	const second = await built(await unlocked(browser, origin, 'ruth'), messages)
	const searched = await searches(second.page)
	const all = `${messages} messages`
	return [
		atMost(
			'inbox-first-build',
			`${all}, first time, on loopback: until all are listed and kept`,
			first.seconds,
			's',
			30,
		),
		atMost(
			'inbox-newest-usable',
			`the same at 20 Mbit/s: newest ${NEWEST} listed and one of them open`,
			usable,
			's',
			10,
		),
		atMost(
			'inbox-longest-pause',
			'longest time the page answers nothing during the first build',
			first.longest,
			'ms',
			200,
		),
		atMost('inbox-open', `${all} at the second time, after the words were derived`, second.seconds, 's', 1),
		atMost(
			'inbox-search',
			`one search of ${QUERIES.length} through ${all}, until drawn: 95 of 100 take at most`,
			searched,
			'ms',
			50,
		),
	]
}

/** A visitor's own browser, unlocked by this member. */
async function unlocked(
	browser: Browser,
	origin: string,
	login: string,
	line: typeof LINE | null = null,
): Promise<Page> {
	const page = await (await browser.newContext(DESKTOP)).newPage()
	const { port } = new URL(origin)
	await page.goto(`http://desk.localhost:${port}/en/desk`)
	if (line !== null) {
		const session = await page.context().newCDPSession(page)
		await session.send('Network.enable')
		await session.send('Network.emulateNetworkConditions', line)
	}
	await page.locator('#unlock-login').fill(login)
	await page.locator('#unlock-passphrase').fill(passphraseOf(login))
	await page.locator('#unlock-passphrase').press('Enter')
	return page
}

async function newestOverLine(browser: Browser, origin: string): Promise<number> {
	const page = await unlocked(browser, origin, 'tomas', LINE)
	await page.waitForFunction(countIs, { least: NEWEST, settled: false }, LONGEST)
	await page.locator('[data-thread]').first().click()
	await page.locator('.record .user-text').first().waitFor(LONGEST)
	const end = await page.evaluate(() => performance.now())
	const start = await page.evaluate(sessionAsked)
	await page.context().close()
	return (end - start) / 1000
}

type Built = { page: Page; seconds: number; longest: number }

async function built(page: Page, messages: number): Promise<Built> {
	await page.locator('.inbox').waitFor(LONGEST)
	await page.evaluate(watchPauses)
	const whole = await page.waitForFunction(countIs, { least: messages, settled: true }, LONGEST)
	const start = await page.evaluate(sessionAsked)
	const seconds = (Number(await whole.jsonValue()) - start) / 1000
	const longest = await page.evaluate(() => Number(document.documentElement.dataset['longestPause']))
	return { page, seconds, longest }
}

async function searches(page: Page): Promise<number> {
	const times: number[] = []
	for (const query of QUERIES) times.push(await page.evaluate(searchFor, query))
	return percentile(times, 0.95)
}

// What follows runs in the page.

/** The time when the list is so long, and if so asked, nothing is being read any more. */
function countIs({ least, settled }: { least: number; settled: boolean }): number | null {
	const count = Number(document.querySelector('.views .count')?.textContent ?? 0)
	if (count < least || (settled && document.querySelector('.reading') !== null)) return null
	return performance.now()
}

/** When the words were derived: then the session is asked for. */
function sessionAsked(): number {
	const asked = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('/sessions'))
	if (asked === undefined) throw new Error('no session was asked for')
	return asked.startTime
}

function watchPauses(): void {
	const { dataset } = document.documentElement
	dataset['longestPause'] = '0'
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries())
			dataset['longestPause'] = String(Math.max(duration, Number(dataset['longestPause'])))
	}).observe({ type: 'longtask', buffered: true })
}

/** Milliseconds from the key to the drawn result. */
async function searchFor(query: string): Promise<number> {
	const box = document.querySelector('.search-box')
	if (!(box instanceof HTMLInputElement)) throw new Error('no search box')
	const start = performance.now()
	box.value = query
	box.dispatchEvent(new InputEvent('input', { bubbles: true }))
	await new Promise((resolve) => requestAnimationFrame(resolve))
	await new Promise((resolve) => setTimeout(resolve))
	return performance.now() - start
}
