import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import setup from '#content/en/interface/setup.json' with { type: 'json' }
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { checkChain } from '#browser/checked-roster.ts'
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

async function recoveryKeys(): Promise<string[]> {
	const { desks } = await callServer('desks', null)
	const chains = await Promise.all(
		desks.map(async (team) => {
			const { entries } = await callServer('roster', null, { at: { desk: team.desk } })
			return checkChain(team.desk, entries)
		}),
	)
	return chains.flatMap((chain) => (chain.ok ? (chain.roster.recovery?.recipient ?? []) : []))
}

test(
	'alone with a recovery key Amina may let people write, and replaces the key only with the root words',
	async () => {
		const { page, said } = await newPage(site, { viewport: { width: 900, height: 800 } })
		const papers = await setUpTeam(page, site.server.setupLink ?? '', { recovery: true })
		await page.getByRole('button', { name: desk.openIntake }).click()
		await page.getByText(desk.intakeOpen).waitFor()
		const before = await recoveryKeys()

		await page.getByRole('button', { name: desk.recoveryNew }).click()
		await page.locator('.desk-sheet').waitFor()
		const sheet = page.locator('.desk-sheet .desk-words li')
		await page.getByLabel(setup.recoveryBack).fill((await sheet.allTextContents()).join(' '))
		await page.getByLabel(desk.rootWords).fill(papers.recovery ?? '')
		await page.getByRole('button', { name: desk.recoveryUse }).click()
		await page.getByText(desk.rootWordsWrong).waitFor()
		expect(await recoveryKeys()).toEqual(before)

		await page.getByLabel(desk.rootWords).fill(papers.root)
		await page.getByRole('button', { name: desk.recoveryUse }).click()
		await page.getByText(desk.recoveryDone).waitFor({ timeout: SLOW })
		await page.getByText(desk.recoveryThere).waitFor()
		const after = await recoveryKeys()
		expect(after).toHaveLength(1)
		expect(after).not.toEqual(before)
		expect(said).toEqual([])
	},
	2 * SLOW,
)
