import { afterAll, beforeAll, expect, test } from 'vitest'
import refusals from '#content/en/interface/refusals.json' with { type: 'json' }
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import team from '#content/en/interface/team.json' with { type: 'json' }
import { eachInChromium } from './in-chromium.ts'
import { papersOf, startTeam, type TeamAtWork } from './team-at-work.ts'
import { seeTeam, SLOW, unlock } from './team-steps.ts'

const visit = eachInChromium()
let server: TeamAtWork

beforeAll(async () => {
	server = await startTeam()
})

afterAll(async () => {
	await server.stop()
})

test(
	'Ruth leaves her keys with Tomas before a border, cannot unlock there, and can when he has given them back',
	async () => {
		const ruth = await visit({ viewport: { width: 1280, height: 900 } })
		await ruth.page.goto(`${server.origin}/en/desk`)
		await unlock(ruth.page, papersOf('ruth'))
		await seeTeam(ruth.page)
		await ruth.page.getByText(team.travelLimits).waitFor()
		const go = ruth.page.getByRole('button', { name: team.travelGo })
		expect(await go.isDisabled()).toBe(true)
		await ruth.page.getByRole('checkbox', { name: 'Tomas', exact: true }).check()
		await go.click()
		await ruth.page.getByText(desk.lockedBecause.asked).waitFor({ timeout: SLOW })
		await unlock(ruth.page, papersOf('ruth'))
		await ruth.page.getByText(refusals['keys-with-colleagues']).waitFor({ timeout: SLOW })

		const tomas = await visit({ viewport: { width: 320, height: 640 } })
		await tomas.page.goto(`${server.origin}/en/desk`)
		await unlock(tomas.page, papersOf('tomas'))
		await seeTeam(tomas.page)
		await tomas.page.getByRole('button', { name: team.keptGive }).click()
		await tomas.page.getByText('can unlock again').waitFor({ timeout: SLOW })
		expect(tomas.complaints).toEqual([])

		await unlock(ruth.page, papersOf('ruth'))
		await ruth.page.getByRole('button', { name: desk.lock, exact: true }).waitFor({ timeout: SLOW })
		// The refused sign-in and the ended session answer with 4xx, which Chromium tells the console.
		expect(ruth.complaints.filter((said) => !said.includes('Failed to load resource'))).toEqual([])
	},
	3 * SLOW,
)
