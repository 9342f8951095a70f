import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import team from '#content/en/interface/team.json' with { type: 'json' }
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { newPage, runSite, type Site } from './running-site.ts'
import { setUpTeam, SLOW } from './team-steps.ts'

let site: Site

beforeAll(async () => {
	site = await runSite()
	callServerAt(site.origin)
})

afterAll(async () => {
	await site.close()
})

async function lay(page: Page, typed: string): Promise<void> {
	await page.getByLabel(team.keyField).fill(typed)
	await page.getByRole('button', { name: team.keyAdd, exact: true }).click()
}

test(
	'Amina splits the recovery key into five papers, and three of them open a test message',
	async () => {
		const { page, said } = await newPage(site, { viewport: { width: 1280, height: 900 } })
		const papers = await setUpTeam(page, site.server.setupLink ?? '', { recovery: true })

		await page.getByRole('button', { name: team.splitStart }).click()
		await lay(page, papers.sheet)
		await page.getByText(team.keyRefused['not-readable']).waitFor()
		await lay(page, papers.recovery ?? '')
		await page.getByLabel(team.splitThreshold).fill('6')
		await page.getByText(team.splitRefusal['more-than-there-are']).waitFor()
		await page.getByLabel(team.splitThreshold).fill('3')
		await page.getByRole('button', { name: team.splitMake }).click()
		await page.locator('.desk-sheet').nth(4).waitFor()
		const sheets = await page.locator('.desk-sheet').all()
		const words = await Promise.all(
			sheets.map(async (sheet) => (await sheet.locator('.desk-words li').allTextContents()).join(' ')),
		)
		const digits = (await page.locator('.desk-sheet .desk-digits').allTextContents()).map((text) =>
			text.trim(),
		)
		expect(new Set(words)).toHaveProperty('size', 5)
		await page.emulateMedia({ media: 'print' })
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
		await page.emulateMedia({ media: null })
		expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(5)

		await lay(page, words[3] ?? '')
		await page.getByText('2 more are needed').waitFor()
		await lay(page, words[3] ?? '')
		await page.getByText(team.keyRefused['same-paper']).waitFor()
		await lay(page, digits[0] ?? '')
		await page.getByText('1 more is needed').waitFor()
		await lay(page, words[1] ?? '')
		await page.getByText(team.splitDone).waitFor({ timeout: SLOW })
		expect(await page.locator('.desk-sheet').count()).toBe(0)

		await page.getByRole('button', { name: team.tryStart }).click()
		for (const typed of [words[4], words[2], digits[1]]) await lay(page, typed ?? '')
		await page.getByText(team.tryDone).waitFor({ timeout: SLOW })

		await page.getByRole('button', { name: team.backStart }).click()
		await lay(page, papers.recovery ?? '')
		await page.getByText(team.backNone).waitFor({ timeout: SLOW })

		const { desks } = await callServer('desks', null)
		const { entries } = await callServer('roster', null, { at: { desk: desks[0]?.desk ?? '' } })
		expect(entries.filter(({ text }) => text.includes('recovery-tried'))).toHaveLength(1)
		// No paper and no part of one has reached the server.
		expect(JSON.stringify(entries)).not.toContain(words[0]?.split(' ').slice(0, 3).join(' '))
		await page.getByRole('button', { name: desk.close }).click()
		expect(said).toEqual([])
	},
	2 * SLOW,
)
