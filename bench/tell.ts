import { type CDPSession, chromium, type Page } from 'playwright-core'
import { paths } from '#components/paths.ts'
import { tellTexts } from '../tests/journeys/tell-steps.ts'
import { startTeam } from '../tests/journeys/team-at-work.ts'
import { atMost, type Figure, type Measurement } from './figure.ts'

const LAUNCH = {
	executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

/** The story page on a slow line. */
export const tell: Measurement = {
	ids: ['typing-possible', 'locking-ready', 'script-bytes'],
	measure: async (): Promise<Figure[]> => {
		const team = await startTeam()
		const browser = await chromium.launch(LAUNCH)
		const slow = await onSlowLine(await browser.newPage(), team.origin)
		await browser.close()
		await team.stop()
		return [
			atMost(
				'typing-possible',
				'story page at 400 kbit/s and 400 ms: until typing is possible',
				slow.typing,
				's',
				2.5,
			),
			atMost('locking-ready', 'the same, until the message can be locked', slow.ready, 's', 5.5),
			atMost('script-bytes', 'script to send a text message, as sent', slow.script / 1024, 'KB', 115),
		]
	},
}

async function onSlowLine(
	page: Page,
	origin: string,
): Promise<{ typing: number; ready: number; script: number }> {
	const session = await page.context().newCDPSession(page)
	await session.send('Network.enable')
	await session.send('Network.emulateNetworkConditions', SLOW)
	const script = countScript(session)
	const start = performance.now()
	const loading = page.goto(origin + paths.tell('fr'))
	await page.locator('#story').waitFor()
	const typing = (performance.now() - start) / 1000
	await page.getByRole('button', { name: tellTexts('fr').next, exact: true, disabled: false }).waitFor()
	const ready = (performance.now() - start) / 1000
	await loading
	await page.close()
	return { typing, ready, script: script() }
}

function countScript(session: CDPSession): () => number {
	const scripts = new Set<string>()
	let bytes = 0
	session.on('Network.responseReceived', ({ requestId, type }) => {
		if (type === 'Script') scripts.add(requestId)
	})
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (scripts.has(requestId)) bytes += encodedDataLength
	})
	return () => bytes
}
