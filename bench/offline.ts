import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { LANGUAGES } from '#domain/languages.ts'
import { savePage } from '../tests/journeys/offline-steps.ts'
import { startTeam } from '../tests/journeys/team-at-work.ts'
import { atMost, type Figure, type Measurement, median } from './figure.ts'

const OPENED = 9
const MOST_KILOBYTES = 300
const MOST_SECONDS = 1

/** The page that works from a file: its size in every language, and how soon somebody writes. */
export const offline: Measurement = {
	ids: ['offline-bytes', 'offline-opens'],
	measure: async (): Promise<Figure[]> => {
		const team = await startTeam()
		const files = await Promise.all(LANGUAGES.map((language) => savePage(team.origin, language)))
		await team.stop()
		const kilobytes = Math.max(...files.map((file) => statSync(file).size)) / 1024
		const seconds = median(await secondsToOpen(files))
		const size = `largest of ${String(files.length)} files, for a team of two`
		const opening = 'from opening the file to the first letter in the box, without a network'
		return [
			atMost('offline-bytes', size, kilobytes, 'KB', MOST_KILOBYTES),
			atMost('offline-opens', opening, seconds, 's', MOST_SECONDS),
		]
	},
}

async function secondsToOpen(files: readonly string[]): Promise<number[]> {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
	})
	const seconds: number[] = []
	for (let at = 0; at < OPENED; at++) {
		const page = await (await browser.newContext({ offline: true })).newPage()
		const from = performance.now()
		await page.goto(pathToFileURL(files[at % files.length] ?? '').href, { waitUntil: 'commit' })
		await page.locator('#story').pressSequentially('a')
		seconds.push((performance.now() - from) / 1000)
		await page.context().close()
	}
	await browser.close()
	return seconds
}
