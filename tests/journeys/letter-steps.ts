import { readFileSync } from 'node:fs'
import type letters from '#content/en/letters.json'
import mammoth from 'mammoth'
import type { Download, Page } from 'playwright-core'
import type { Language } from '#domain/languages.ts'
import type { LetterItem, LetterKind } from '#domain/letters/letter-items.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

export function letterScreen(language: Language): InterfaceWords['letters'] {
	const file = new URL(`../../content/${language}/interface/letters.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as InterfaceWords['letters']
}

export function letterTexts(language: 'en' | 'fr' | 'es') {
	const file = new URL(`../../content/${language}/letters.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as typeof letters
}

export async function chooseKind(
	page: Page,
	words: InterfaceWords['letters'],
	kind: LetterKind,
): Promise<void> {
	await page.getByRole('radio', { name: words.kinds[kind].name, exact: true }).check()
}

/** The box of one question. */
export function boxOf(page: Page, item: LetterItem) {
	return page.locator(`[id$="-${item}-box"]`)
}

/** Saves the letter by this button. */
export async function saveBy(page: Page, label: string): Promise<Download> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: label }).click(),
	])
	return download
}

export async function bytesOf(download: Download): Promise<Buffer> {
	return readFileSync(await download.path())
}

/** Paragraphs of a Word file as another program reads them. */
export async function readDocx(bytes: Buffer): Promise<string[]> {
	const { value } = await mammoth.extractRawText({ buffer: bytes })
	return value.split('\n').filter((line) => line !== '')
}

/** Everything a page left on the device, names and contents. */
export async function storageOf(page: Page): Promise<string> {
	return page.evaluate(async () =>
		JSON.stringify([
			Object.entries(localStorage),
			Object.entries(sessionStorage),
			await indexedDB.databases(),
			await caches.keys(),
			document.cookie,
			location.href,
			history.state,
		]),
	)
}
