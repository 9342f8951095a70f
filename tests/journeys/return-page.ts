import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { InterfaceWords } from '#server/words/interface-words.ts'
import type { Language } from '#domain/languages.ts'
import { toWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import type { Kessa, Writer } from '../world/kessa-server.ts'

/** The return page in a browser of its own, with everything it said on the console and every request it made. */
export type ReturnPage = {
	context: BrowserContext
	page: Page
	words: InterfaceWords['return']
	/** Method and address of each request to the API. */
	calls: string[]
	/** Console messages and errors; policy violations are among them. */
	said: string[]
}

export function launchChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run',
		],
	})
}

export async function openReturnPage(
	browser: Browser,
	{ origin }: Pick<Kessa, 'origin'>,
	language: Language,
	width = 320,
): Promise<ReturnPage> {
	const context = await browser.newContext({ viewport: { width, height: 640 } })
	const page = await context.newPage()
	const calls: string[] = []
	const said: string[] = []
	page.on('request', (request) => {
		const { pathname } = new URL(request.url())
		if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`)
	})
	page.on('console', (message) => said.push(message.text()))
	page.on('pageerror', (error) => said.push(error.message))
	await page.goto(`${origin}/${language}/w/return`)
	const words = wordsIn(language)
	await page.getByRole('button', { name: words.wordsGo }).and(page.locator(':enabled')).waitFor()
	return { context, page, words, calls, said }
}

function wordsIn(language: Language): InterfaceWords['return'] {
	const file = new URL(`../../content/${language}/interface/return.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as InterfaceWords['return']
}

/** The person's words as they stand on a card in this language. */
export function cardWords({ secret }: Writer, language: Language): string[] {
	const list = lists.find((one) => one.language === language)
	if (list === undefined) throw new RangeError(language)
	return toWords(secret, 'return', list)
}

export async function press({ page }: ReturnPage, label: string): Promise<void> {
	await page.getByRole('button', { name: label, exact: true }).click()
}

export async function giveWords(opened: ReturnPage, typed: string): Promise<void> {
	await opened.page.locator('#return-words').fill(typed)
	await press(opened, opened.words.wordsGo)
}

/** Gives the words and waits for the thread. */
export async function comeBack(opened: ReturnPage, typed: string): Promise<void> {
	await giveWords(opened, typed)
	await heading(opened, opened.words.threadTitle)
}

export async function heading({ page }: ReturnPage, text: string): Promise<void> {
	await page.getByRole('heading', { name: text, exact: true, level: 1 }).waitFor()
}

/** What the person sees on the page. */
export function textOf({ page }: ReturnPage): Promise<string> {
	return page.locator('#box').innerText()
}
