import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import type carryWords from '#content/en/interface/carry.json'
import { paths } from '#components/paths.ts'
import type { Language } from '#domain/languages.ts'
import type { eachInChromium, Watched } from './in-chromium.ts'
import { button, giveTwoWordsBack, seeWords } from './tell-steps.ts'

export function carryTexts(language: Language): typeof carryWords {
	const file = new URL(`../../content/${language}/interface/carry.json`, import.meta.url)
	return JSON.parse(readFileSync(file, 'utf8')) as typeof carryWords
}

/** Saves the page that works from a file, as a browser would. @returns where it lies */
export async function savePage(origin: string, language: Language): Promise<string> {
	const answered = await fetch(origin + paths.carryFile(language))
	const path = join(mkdtempSync(join(tmpdir(), 'carried-')), 'page.html')
	writeFileSync(path, Buffer.from(await answered.arrayBuffer()))
	return path
}

/** Opens a saved page where there is no network. */
export async function openSaved(open: ReturnType<typeof eachInChromium>, path: string): Promise<Watched> {
	const watched = await open({ offline: true })
	await watched.page.goto(pathToFileURL(path).href)
	return watched
}

/** Writes, keeps the words, locks. @returns the words, and where the locked file was saved */
export async function lockIntoFile(page: Page, language: Language, text: string) {
	const { inside } = carryTexts(language)
	await page.fill('#story', text)
	const words = await seeWords(page, language)
	await giveTwoWordsBack(page, language, words)
	await button(page, inside.lock).click()
	const saving = page.waitForEvent('download')
	await button(page, inside.save).click()
	const saved = await saving
	return { words, name: saved.suggestedFilename(), path: await saved.path() }
}

/** Brings a file by the form. @returns what the page says about it */
export async function bring(page: Page, origin: string, language: Language, path: string): Promise<string> {
	await page.goto(origin + paths.upload(language))
	await page.locator('input[type=file]').setInputFiles(path)
	await button(page, carryTexts(language).upload.send).click()
	return page.getByRole('alert').innerText()
}
