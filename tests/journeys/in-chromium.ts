import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core'
import { afterAll, afterEach } from 'vitest'

/** Chromium without its windows: the same pages for two thirds of the processor. */
export const CHROMIUM = '/usr/bin/chromium-headless-shell'

/** Chromium as people have it. */
export const WHOLE_CHROMIUM = '/usr/bin/chromium'

const LAUNCH = {
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--no-first-run',
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		// An address that is not this machine's own is no secure context over http.
		'--host-resolver-rules=MAP *.example 127.0.0.1',
	],
}

export const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } as const

export type Watched = {
	page: Page
	/** What the console and the policies complained of, and every error of a script. */
	complaints: string[]
	requests: Request[]
}

/**
 * One Chromium for a file of tests; every page opened with the result is a visitor of its own.
 * @param moreArgs for this Chromium alone, asked for when it is launched
 */
export function eachInChromium(
	moreArgs: () => readonly string[] = () => [],
	executablePath = CHROMIUM,
): (options?: BrowserContextOptions) => Promise<Watched> {
	let launched: Promise<Browser> | null = null
	afterEach(async () => {
		const browser = await launched
		await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
	})
	afterAll(async () => {
		await (await launched)?.close()
	})
	return async (options = {}) => {
		launched ??= chromium.launch({
			...LAUNCH,
			executablePath,
			args: [...LAUNCH.args, ...moreArgs()],
		})
		return watch(await launched, options)
	}
}

/** A Chromium that can be ended as a phone short of memory ends it. */
export async function mortalChromium(): Promise<Watched & { kill: () => Promise<void> }> {
	const server = await chromium.launchServer({ ...LAUNCH, executablePath: WHOLE_CHROMIUM })
	const browser = await chromium.connect(server.wsEndpoint())
	return { ...(await watch(browser, {})), kill: () => server.kill() }
}

async function watch(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
	const page = await (await browser.newContext({ ...PHONE, ...options })).newPage()
	const complaints: string[] = []
	const requests: Request[] = []
	page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
	page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
	page.on('request', (request) => requests.push(request))
	return { page, complaints, requests }
}

/** Which of these texts stand anywhere in the memory of the page's scripts, after what is unused was thrown away. */
export async function inMemory(page: Page, texts: readonly string[]): Promise<string[]> {
	const session = await page.context().newCDPSession(page)
	const pieces: string[] = []
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
	await session.send('HeapProfiler.collectGarbage')
	await session.send('HeapProfiler.takeHeapSnapshot')
	const heap = pieces.join('')
	return texts.filter((text) => heap.includes(asInHeap(text)))
}

/** V8 writes snapshots in ASCII: what is beyond it is escaped. */
function asInHeap(text: string): string {
	const hex = (letter: string) => letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
	return JSON.stringify(text)
		.slice(1, -1)
		.replaceAll(/[^ -~]/g, (letter) => `\\u${hex(letter)}`)
}

/** The requests that carry `text`, as it is or in the ways browsers write it into addresses and bodies. */
export function carries(requests: readonly Request[], text: string): string[] {
	const forms = [
		text,
		Buffer.from(text).toString('latin1'),
		encodeURIComponent(text),
		encodeURIComponent(text).replaceAll('%20', '+'),
		Buffer.from(text).toString('base64').slice(0, -4),
	]
	return requests
		.filter((request) => {
			const sent = [
				request.url(),
				request.postDataBuffer()?.toString('latin1') ?? '',
				JSON.stringify(request.headers()),
			]
			return sent.some((part) => forms.some((form) => part.includes(form)))
		})
		.map((request) => `${request.method()} ${request.url()}`)
}
