import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import host from '#content/en/interface/host.json' with { type: 'json' }
import { eachInChromium } from './in-chromium.ts'
import { startTeam, type TeamAtWork, passphraseOf } from './team-at-work.ts'
import { seeTeam, SLOW, unlock } from './team-steps.ts'

const visit = eachInChromium()
let server: TeamAtWork

beforeAll(async () => {
	server = await startTeam()
})

afterAll(async () => {
	await server.stop()
})

async function seesTeam(login: string) {
	const visitor = await visit()
	await visitor.page.goto(`${server.origin}/en/desk`)
	const passphrase = passphraseOf(login)
	await unlock(visitor.page, { login, passphrase, sheet: '' })
	await seeTeam(visitor.page)
	return visitor
}

test(
	'Ruth, who keeps the list, learns what the machine lacks and what a seizure shows; Tomas is shown nothing of it',
	async () => {
		const { page, complaints } = await seesTeam('ruth')
		await page.getByRole('button', { name: host.look }).click()
		const section = page.getByRole('region', { name: host.title })
		await section.getByText(host.findings['plain-line']).waitFor({ timeout: SLOW })
		const rows = await section.locator('.desk-rows > li').allInnerTexts()
		const rowOf = (check: keyof typeof host.checks) => rows.find((row) => row.startsWith(host.checks[check]))
		expect(rowOf('backup')).toContain(host.findings['no-backup'])
		expect(rowOf('members')).toContain(host.marks.well)
		const marks = rows.map((row) => Object.values(host.marks).find((mark) => row.includes(mark)))
		const order = [host.marks.missing, host.marks['cannot-tell'], host.marks.well]
		expect(marks).toEqual(order.flatMap((mark) => marks.filter((each) => each === mark)))
		await section.getByText(`${host.seizure.members}: 2`).waitFor()
		const { violations } = await new AxeBuilder({ page }).include('#host-title').analyze()
		expect(violations).toEqual([])
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
		expect(complaints).toEqual([])

		const tomas = await seesTeam('tomas')
		expect(await tomas.page.getByRole('button', { name: host.look }).count()).toBe(0)
	},
	3 * SLOW,
)
