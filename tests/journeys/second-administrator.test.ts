import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { checkRoster } from '#browser/checked-roster.ts'
import { today } from '#browser/today.ts'
import { say } from '#components/say.ts'
import { addDays, type Day } from '#domain/days.ts'
import { type Roster, STATEMENT_DAYS } from '#domain/roster/roster.ts'
import { signersOf } from '#vault/outside/signed-text.ts'
import type { SigningKey } from '#vault/outside/signature.ts'
import { newPage, runSite, type Site } from './running-site.ts'
import {
	compareWords,
	inviteLink,
	joinTeam,
	seeTeam,
	setUpTeam,
	SLOW,
	takeIn,
	unlock,
	wordsShown,
} from './team-steps.ts'

let site: Site

beforeAll(async () => {
	site = await runSite()
	callServerAt(site.origin)
})

afterAll(async () => {
	await site.close()
})

/** The roster as any visitor's page would check it, and who confirmed it until when. */
async function publicTeam(): Promise<{ roster: Roster; until: Day; confirmedBy: SigningKey[] }> {
	const [team] = (await callServer('desks', null)).desks
	if (team === undefined) throw new TypeError('no team')
	const { entries, statement } = await callServer('roster', null, { at: { desk: team.desk } })
	const checked = checkRoster(team.desk, entries, statement, today())
	if (!checked.ok || statement === null) throw new TypeError('not confirmed')
	const confirmedBy = signersOf(statement, 'roster-statement')
	return { roster: checked.roster, until: checked.statement.until, confirmedBy }
}

/** For how long an administrator's page confirms: a day less than may be, for clocks that disagree. */
const STATED = STATEMENT_DAYS - 1

/** Amina unlocked for the last time so many days ago. */
const AGO = 20

test(
	'Amina names Ruth with the root words and stays away; Ruth confirms the list and invites, and takes nobody in alone',
	async () => {
		const amina = await newPage(site)
		await amina.page.clock.setFixedTime(Date.now() - AGO * 86_400_000)
		const link = site.server.setupLink ?? ''
		const papers = await setUpTeam(amina.page, link, { recovery: false })

		const ruth = await newPage(site)
		const ruthPapers = await joinTeam(ruth.page, await inviteLink(amina.page), 'Ruth', 'ruth')
		const card = await compareWords(amina.page, 'Ruth', await wordsShown(ruth.page))
		await card.getByLabel(desk.joinAdministrator).check()
		await card.getByLabel(desk.rootWords).fill(papers.passphrase)
		await card.getByRole('button', { name: desk.takeIn }).click()
		await card.getByText(desk.rootWordsWrong).waitFor()
		await card.getByLabel(desk.rootWords).fill(papers.root)
		await card.getByRole('button', { name: desk.takeIn }).click()
		await amina.page.getByText(say(desk.takenIn, { name: 'Ruth' })).waitFor({ timeout: SLOW })
		const named = await publicTeam()
		const [first, second] = named.roster.members
		expect(second?.roles).toEqual(['administrator', 'triage'])
		expect(named).toMatchObject({
			until: addDays(today(), STATED - AGO),
			confirmedBy: [first?.signingKey],
		})
		await amina.page.getByRole('button', { name: desk.lock, exact: true }).click()

		await ruth.page.getByRole('button', { name: desk.toUnlock }).click()
		await unlock(ruth.page, ruthPapers)
		await ruth.page.getByText(say(desk.you, { name: 'Ruth' })).waitFor({ timeout: SLOW })
		expect(await publicTeam()).toMatchObject({
			until: addDays(today(), STATED),
			confirmedBy: [second?.signingKey],
		})

		const tomas = await newPage(site)
		await seeTeam(ruth.page)
		await joinTeam(tomas.page, await inviteLink(ruth.page), 'Tomas', 'tomas')
		await takeIn(ruth.page, 'Tomas', await wordsShown(tomas.page))
		await ruth.page.getByText(say(desk.proposed, { name: 'Tomas' })).waitFor({ timeout: SLOW })
		expect((await publicTeam()).roster.members).toHaveLength(2)

		await amina.page.clock.setFixedTime(Date.now())
		await unlock(amina.page, papers)
		await seeTeam(amina.page)
		await amina.page
			.getByText(say(desk.proposalText, { by: 'Ruth', name: 'Tomas' }))
			.waitFor({ timeout: SLOW })
		await amina.page.getByRole('button', { name: desk.agree }).click()
		await amina.page.getByText(say(desk.agreed, { name: 'Tomas' })).waitFor({ timeout: SLOW })
		expect((await publicTeam()).roster.members).toHaveLength(3)
		expect([...amina.said, ...ruth.said, ...tomas.said]).toEqual([])
	},
	5 * SLOW,
)
