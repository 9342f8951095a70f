import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core'

const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--use-fake-device-for-media-stream',
	'--use-fake-ui-for-media-stream',
]

export const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } as const

export type Watched = {
	browser: Browser
	page: Page
	/** What the console and the policies complained of, and every error of a script. */
	complaints: string[]
	requests: Request[]
	close: () => Promise<void>
	/** Ends the browser as a phone short of memory does. */
	kill: () => Promise<void>
}

/** Opens a page in a Chromium of its own and watches everything it says and sends. */
export async function openChromium(options: BrowserContextOptions = PHONE): Promise<Watched> {
	const server = await chromium.launchServer({ executablePath: '/usr/bin/chromium', args: ARGS })
	const browser = await chromium.connect(server.wsEndpoint())
	const context = await browser.newContext(options)
	const page = await context.newPage()
	const complaints: string[] = []
	const requests: Request[] = []
	page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
	page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
	page.on('request', (request) => requests.push(request))
	const close = async () => {
		await browser.close()
		await server.close()
	}
	return { browser, page, complaints, requests, close, kill: () => server.kill() }
}

/** Whether anything sent carries `text`, as it is or in the ways browsers write it into addresses and bodies. */
export function carries(requests: readonly Request[], text: string): string[] {
	const forms = [
		text,
		encodeURIComponent(text),
		text.replaceAll(' ', '+'),
		Buffer.from(text).toString('base64').slice(0, -4),
	]
	return requests
		.filter((request) => {
			const sent = [
				request.url(),
				request.postDataBuffer()?.toString('latin1'),
				JSON.stringify(request.headers()),
			]
			return sent.some((part) => part !== undefined && forms.some((form) => part.includes(form)))
		})
		.map((request) => `${request.method()} ${request.url()}`)
}
