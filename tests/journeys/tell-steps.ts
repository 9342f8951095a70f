import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type tellWords from '#content/en/interface/tell.json'
import type { InterfaceLanguage } from '#domain/languages.ts'

export function tellTexts(language: InterfaceLanguage): typeof tellWords {
	const file = new URL(`../../content/${language}/interface/tell.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as typeof tellWords
}

export function button(page: Page, name: string) {
	return page.getByRole('button', { name, exact: true })
}

/** From the open story page to the return words. @returns the words */
export async function writeAndSeeWords(
	page: Page,
	language: InterfaceLanguage,
	text: string,
): Promise<string[]> {
	await page.fill('#story', text)
	return seeWords(page, language)
}

export async function seeWords(page: Page, language: InterfaceLanguage): Promise<string[]> {
	await button(page, tellTexts(language).next).click()
	const items = page.locator('ol.words li')
	await items.first().waitFor()
	return items.allInnerTexts()
}

/** From the return words to the button that sends, with both words asked back typed in. */
export async function giveTwoWordsBack(
	page: Page,
	language: InterfaceLanguage,
	words: readonly string[],
): Promise<void> {
	await button(page, tellTexts(language).wordsDone).click()
	const fields = page.locator('input[id^=back-]')
	await fields.first().waitFor()
	for (const field of await fields.all()) {
		const id = await field.getAttribute('id')
		await field.fill(words[Number(id?.slice('back-'.length))] ?? '')
	}
}

export async function send(page: Page, language: InterfaceLanguage): Promise<void> {
	await button(page, tellTexts(language).send).click()
}

export async function waitUntilStored(page: Page, language: InterfaceLanguage): Promise<void> {
	await page.getByRole('heading', { name: tellTexts(language).sentTitle }).waitFor()
}

/** The whole way from an open story page to a stored message. @returns the return words */
export async function tell(page: Page, language: InterfaceLanguage, text: string): Promise<string[]> {
	const words = await writeAndSeeWords(page, language, text)
	await giveTwoWordsBack(page, language, words)
	await send(page, language)
	await waitUntilStored(page, language)
	return words
}
