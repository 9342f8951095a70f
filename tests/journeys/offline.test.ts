import { readFileSync, statSync, writeFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '#components/paths.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { sha256 } from '#server/release/manifest.ts'
import { eachInChromium } from './in-chromium.ts'
import { bring, carryTexts, lockIntoFile, openSaved, savePage } from './offline-steps.ts'
import { comeBack, openReturnPage, textOf } from './return-page.ts'
import { startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { button, tellTexts } from './tell-steps.ts'

const STORY = 'Ils ont fermé la radio de Kessa, et Amina se cache. Je n’ai pas de réseau.'

async function barriers(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

let team: TeamAtWork
const open = eachInChromium()
beforeAll(async () => {
	team = await startTeam()
})
afterAll(() => team.stop())

test('a message locked without a network is carried, brought without script, read, and leads back', async () => {
	const { page, complaints, requests } = await openSaved(open, await savePage(team.origin, 'fr'))
	const { words, name, path } = await lockIntoFile(page, 'fr', STORY)
	expect(name).toBe('file.bin')
	expect(readFileSync(path).toString('latin1')).not.toContain('Kessa')
	expect(requests.map((request) => new URL(request.url()).protocol)).toEqual(['file:'])
	expect(complaints).toEqual([])

	const carrier = await open({ javaScriptEnabled: false })
	const { outcomes } = carryTexts('fr').upload
	expect(await bring(carrier.page, team.origin, 'fr', path)).toBe(outcomes.stored)
	expect(await bring(carrier.page, team.origin, 'fr', path)).toBe(outcomes.stored)

	const stories = await storiesFor(team.ruth)
	expect(stories.map(({ text, language }) => [text, language])).toEqual([[STORY, 'fr']])
	const back = await openReturnPage(open, team, 'fr')
	await comeBack(back, words.join(' '))
	expect(await textOf(back)).not.toContain('Amina')
})

test.each(LANGUAGES)(
	'in %s the page is one file of at most 300 KB without an address to ask',
	async (language) => {
		const path = await savePage(team.origin, language)
		expect(statSync(path).size).toBeLessThanOrEqual(300 * 1024)
		const html = readFileSync(path, 'utf8')
		const markup = html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, '')
		expect(markup).toContain("default-src 'none'")
		expect([...markup.matchAll(/<(\w+)/g)].map(([, tag]) => tag).filter((tag) => tag !== 'meta')).toEqual([
			'html',
			'head',
			'title',
			'body',
			'noscript',
			'p',
			'div',
		])
		expect(markup).not.toMatch(/\b(?:src|href|action)=|connect-src|https?:/)
	},
)

test('the program is the release’s in every language; only texts and the team’s list differ', async () => {
	const programs = await Promise.all(
		LANGUAGES.map(async (language) =>
			readFileSync(await savePage(team.origin, language), 'utf8')
				.split('<script>')
				.at(-1),
		),
	)
	expect(new Set(programs).size).toBe(1)
	const alone = await (await fetch(`${team.origin}/offline/page.js`)).text()
	expect(programs[0]?.startsWith(`${alone}</script>`)).toBe(true)
	expect(readFileSync('build/release.sha256', 'utf8')).toContain(`${sha256(alone)}  client/offline/page.js\n`)
	const shown = await (await fetch(team.origin + paths.carry('fr'))).text()
	expect(shown).toContain(sha256(alone))
})

test('a page older than the team’s word locks nothing and says where to get a new one', async () => {
	const path = await savePage(team.origin, 'en')
	const { page } = await open({ offline: true })
	await page.clock.install({ time: Date.now() + 31 * 86_400_000 })
	await page.goto(`file://${path}`)
	const alert = page.getByRole('alert')
	await alert.waitFor()
	expect(await alert.innerText()).toContain(team.origin + paths.carry('en'))
	expect(await page.locator('textarea').count()).toBe(0)
})

test('a page whose list of readers was changed on the way locks nothing', async () => {
	const path = await savePage(team.origin, 'en')
	const html = readFileSync(path, 'utf8')
	const changed = html.replace(/legal-adviser|case-worker/, 'interpreter')
	expect(changed).not.toBe(html)
	writeFileSync(path, changed)
	const { page } = await openSaved(open, path)
	await page.getByText(carryTexts('en').inside.faultTitle).waitFor()
	expect(await page.locator('textarea').count()).toBe(0)
})

test('a page whose program was changed does not run', async () => {
	const path = await savePage(team.origin, 'en')
	writeFileSync(path, readFileSync(path, 'utf8').replace('<script>(', '<script> ('))
	const { page, complaints } = await openSaved(open, path)
	expect(await page.locator('textarea').count()).toBe(0)
	expect(complaints.join()).toContain('Content Security Policy')
})

test('whoever cannot see the screen well can use the page from a file to its end, in Arabic on a phone', async () => {
	const { page } = await openSaved(open, await savePage(team.origin, 'ar'))
	await button(page, tellTexts('ar').next).and(page.locator(':enabled')).waitFor()
	const atFirst = await barriers(page)
	await lockIntoFile(page, 'ar', 'جاؤوا ليلًا.')
	expect([...atFirst, ...(await barriers(page))]).toEqual([])
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('whoever brings something else is told what is wrong, in their language', async () => {
	const carrier = await open({ javaScriptEnabled: false })
	const path = `${await savePage(team.origin, 'ar')}.txt`
	writeFileSync(path, 'not locked at all')
	const { outcomes } = carryTexts('ar').upload
	expect(await bring(carrier.page, team.origin, 'ar', path)).toBe(outcomes['not-locked'])
})
