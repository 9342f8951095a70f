import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import team from '#content/en/interface/team.json' with { type: 'json' }
import { takeAccess } from '#browser/desk/inbox/access.ts'
import { writeAnswer } from '#browser/desk/inbox/answer.ts'
import { addDays } from '#domain/days.ts'
import { today } from '#browser/today.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { tell } from '../world/writer.ts'
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
	'Tomas hands over what he alone reads and what he promised; once he is removed Ruth makes new keys',
	async () => {
		const { ruth, tomas } = server
		const [first, second] = [
			await tell(ruth, { text: 'They took the radio of the Kessa station.' }),
			await tell(ruth, { text: 'Nobody may know but Tomas.', leftOut: ['coordinator'] }),
		]
		const at = atWork({ open: tomas })
		for (const { mailbox } of [first, second]) await openFirst(mailbox.keys.mailbox, at, today())
		const { mailbox } = first.mailbox.keys
		done(await takeAccess(await look(mailbox, at), [ruth.me.id], at.reader, at.token, today()))
		const words = {
			text: 'I will ask.',
			stage: 'reading',
			nextStep: 'I call.',
			promised: addDays(today(), 5),
		} as const
		done(await writeAnswer(await look(mailbox, at), words, at.reader, at.token, today()))

		const tomasVisits = await visit({ viewport: { width: 1280, height: 900 } })
		const { page } = tomasVisits
		await page.goto(`${server.origin}/en/desk`)
		await page.getByText(team.lost.phone.title).click()
		await page.getByText(team.lost.phone.steps[1] ?? '').waitFor()
		await unlock(page, papersOf('tomas'))
		await seeTeam(page)
		await page.getByText(team.lost.member.title).click()
		await page.getByRole('link', { name: team.lostGo.leaving }).click()
		await page.getByRole('button', { name: team.leavingLook }).click()
		await page.getByText('They took the radio').waitFor({ timeout: SLOW })
		await page.getByText('Nobody may know but Tomas').waitFor()
		await page.getByLabel(team.leavingTo).selectOption(ruth.me.id)
		await page.getByRole('button', { name: team.leavingRun }).click()
		await page.getByText('1 message was handed over').waitFor({ timeout: SLOW })
		// The person left Ruth out: that one stays, and the page says so.
		await page.getByText('1 stays').waitFor()
		const handed = await look(mailbox, atWork({ open: ruth }))
		expect(handed.state).toMatchObject({ answerer: ruth.me.id, doubts: [] })
		expect(handed.state.ring?.readers).toContain(ruth.me.id)
		expect(tomasVisits.complaints).toEqual([])

		const ruthVisits = await visit({ viewport: { width: 1280, height: 900 } })
		await ruthVisits.page.goto(`${server.origin}/en/desk`)
		await unlock(ruthVisits.page, papersOf('ruth'))
		await seeTeam(ruthVisits.page)
		await ruthVisits.page.getByRole('button', { name: desk.remove, exact: true }).click()
		await ruthVisits.page.getByRole('button', { name: 'Remove Tomas' }).click()
		await ruthVisits.page.getByText('Tomas is no longer in the team').waitFor({ timeout: SLOW })
		await ruthVisits.page.getByRole('button', { name: team.newKeysRun }).click()
		await ruthVisits.page.getByText('1 message has new keys').waitFor({ timeout: SLOW })
		await ruthVisits.page.getByText(team.cannotTakeBack).waitFor()
		expect(ruthVisits.complaints).toEqual([])
	},
	3 * SLOW,
)
