import { readFileSync } from 'node:fs'
import type { InterfaceWords } from '#server/words/interface-words.ts'
import type { InterfaceLanguage, Language } from '#domain/languages.ts'
import { toWords } from '#vault/words.ts'
import { lists } from '../seed/return-word-lists.ts'
import type { Kessa, Writer } from '../world/kessa-server.ts'
import type { eachInChromium, Watched } from './in-chromium.ts'

/** The return page in a browser of its own, with everything it complained of and every request it made. */
export type ReturnPage = Watched & { words: InterfaceWords['return'] }

export async function openReturnPage(
	open: ReturnType<typeof eachInChromium>,
	{ origin }: Pick<Kessa, 'origin'>,
	language: InterfaceLanguage,
	width = 320,
): Promise<ReturnPage> {
	const small = width < 640
	const watched = await open({ viewport: { width, height: 640 }, isMobile: small, hasTouch: small })
	await watched.page.goto(`${origin}/${language}/w/return`)
	const words = wordsIn(language)
	const go = watched.page.getByRole('button', { name: words.wordsGo })
	await go.and(watched.page.locator(':enabled')).waitFor()
	return { ...watched, words }
}

/** Paths of the requests to the API. */
export function callsOf({ requests }: ReturnPage): string[] {
	return requests.map((request) => new URL(request.url()).pathname).filter((path) => path.startsWith('/api/'))
}

export function wordsIn(language: InterfaceLanguage): InterfaceWords['return'] {
	const file = new URL(`../../content/${language}/interface/return.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as InterfaceWords['return']
}

/** The person's words as they stand on a card in this language. */
export function cardWords({ secret }: Pick<Writer, 'secret'>, language: Language): string[] {
	const list = lists.find((one) => one.language === language)
	if (list === undefined) throw new RangeError(language)
	// As the page shows them: the lists of French and Spanish come with their accents apart.
	return toWords(secret, 'return', list).map((word) => word.normalize('NFC'))
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

/** Past the question of who may read, with everybody. */
export async function goPastReaders(page: ReturnPage): Promise<void> {
	await page.page.getByRole('radio').first().check()
	await press(page, page.words.leaveOutGo)
}
