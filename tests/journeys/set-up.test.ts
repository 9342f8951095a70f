import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import refusals from '#content/en/interface/refusals.json' with { type: 'json' }
import setup from '#content/en/interface/setup.json' with { type: 'json' }
import { callServerAt } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { checkRoster } from '#browser/checked-roster.ts'
import { today } from '#browser/today.ts'
import { say } from '#components/say.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { newPage, runSite, type Site } from './running-site.ts'
import {
	answerSetUp,
	copySheet,
	describeTeam,
	describeYourself,
	goOn,
	inviteLink,
	joinTeam,
	learnPassphrase,
	type Papers,
	seeTeam,
	setUpTeam,
	SLOW,
	takeIn,
	type TeamPapers,
	unlock,
	wordsShown,
} from './team-steps.ts'

let site: Site
let amina: { page: Page; said: string[]; papers: TeamPapers }
let ruth: { page: Page; said: string[]; papers: Papers }

beforeAll(async () => {
	site = await runSite()
	callServerAt(site.origin)
})

afterAll(async () => {
	await site.close()
})

function setupLink(): string {
	if (site.server.setupLink === null) throw new TypeError('no set-up link')
	return site.server.setupLink
}

/** The roster as any visitor's page would check it. */
async function publicRoster(): Promise<Roster> {
	const { desks } = await callServer('desks', null)
	const [team] = desks
	if (team === undefined) throw new TypeError('no team')
	const { entries, statement } = await callServer('roster', null, { at: { desk: team.desk } })
	const checked = checkRoster(team.desk, entries, statement, today())
	if (!checked.ok) throw new TypeError(checked.fault.because)
	return checked.roster
}

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test(
	'the wizard catches wrong words, keeps what was typed and prints one secret on one page',
	async () => {
		const { page, said } = await newPage(site, { viewport: { width: 320, height: 700 } })
		await page.goto(setupLink())
		await page.getByRole('button', { name: setup.start }).click()
		expect(new URL(page.url()).hash).toBe('')
		await goOn(page)
		await page.getByText(setup.teamNameMissing).waitFor()
		await describeTeam(page, 'Arcadia Rights Network')
		await expectAccessible(page)
		await describeYourself(page, 'Amina', 'amina')
		await page.getByLabel(setup.passphraseBack).fill('six other words than those above')
		await goOn(page)
		await page.getByText(setup.passphraseWrong).waitFor()
		await learnPassphrase(page)
		await page.getByLabel(setup.sheetBack).fill('only three words')
		await goOn(page)
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(setup.sheetTitle)
		const sheet = await copySheet(page)
		await page.getByText(setup.wordsBackGood).waitFor()
		const paper = await page.pdf({ preferCSSPageSize: true })
		expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
		await page.emulateMedia({ media: 'print' })
		const printed = await page.locator('body').innerText()
		for (const word of sheet.split(' ')) expect(printed).toContain(word)
		expect(printed).not.toContain(setup.sheetBack)
		await page.emulateMedia({ media: null })
		for (const title of [setup.passphraseTitle, setup.youTitle, setup.daysTitle, setup.teamTitle]) {
			await page.getByRole('button', { name: 'Back', exact: true }).click()
			await page.getByRole('heading', { name: title }).waitFor()
		}
		expect(await page.getByLabel(setup.teamName).inputValue()).toBe('Arcadia Rights Network')
		expect(said).toEqual([])
		await page.context().close()
	},
	3 * SLOW,
)

test(
	'Amina founds the team; without a recovery key people cannot write yet, and the page says what is missing',
	async () => {
		const { page, said } = await newPage(site)
		amina = { page, said, papers: await setUpTeam(page, setupLink(), { recovery: false }) }
		await page.getByText(say(desk.intakeTwo, { count: 1 })).waitFor()
		expect(await page.getByRole('button', { name: desk.openIntake }).isDisabled()).toBe(true)
		expect(await publicRoster()).toMatchObject({
			intake: 'closed',
			recovery: null,
			sheetsTried: [expect.any(String)],
		})
		await expectAccessible(page)
	},
	3 * SLOW,
)

test(
	'the set-up link works once',
	async () => {
		const { page } = await newPage(site)
		await answerSetUp(page, setupLink(), { recovery: false, login: 'mallory' })
		await page.getByRole('button', { name: setup.found }).click()
		await page.getByText(refusals['link-used']).waitFor({ timeout: SLOW })
		await page.context().close()
	},
	3 * SLOW,
)

test(
	'Ruth is invited, waits, is compared by voice, taken in, and tries her sheet; then people can write',
	async () => {
		const { page, said } = await newPage(site)
		const papers = await joinTeam(page, await inviteLink(amina.page), 'Ruth', 'ruth')
		ruth = { page, said, papers }
		const words = await wordsShown(page)
		await page.getByRole('button', { name: desk.toUnlock }).click()
		await unlock(page, papers)
		await page.getByText(desk.unlockRefusal['not-taken-in']).waitFor({ timeout: SLOW })

		await takeIn(amina.page, 'Ruth', words)
		await amina.page.getByText(say(desk.takenIn, { name: 'Ruth' })).waitFor({ timeout: SLOW })

		await page.getByRole('button', { name: desk.unlock, exact: true }).click()
		await page.getByText(say(desk.you, { name: 'Ruth' })).waitFor({ timeout: SLOW })
		await page.getByLabel(desk.sheet).fill(amina.papers.sheet)
		await page.getByRole('button', { name: desk.trySheet, exact: true }).click()
		await page.getByText(desk.trySheetWrong).waitFor()
		await page.getByLabel(desk.sheet).fill(papers.sheet)
		await page.getByRole('button', { name: desk.trySheet, exact: true }).click()
		await page.getByText(desk.trySheetDone).waitFor()
		await expectAccessible(page)

		await amina.page.getByRole('button', { name: desk.lock, exact: true }).click()
		await unlock(amina.page, { ...amina.papers, passphrase: amina.papers.passphrase.toUpperCase() })
		await seeTeam(amina.page)
		await amina.page.getByRole('button', { name: desk.openIntake }).click({ timeout: SLOW })
		await amina.page.getByText(desk.intakeOpen).waitFor()
		expect(await publicRoster()).toMatchObject({ intake: 'open', seq: 5 })
	},
	5 * SLOW,
)

test(
	'a third reader needs two: Amina proposes Tomas, Ruth compares and agrees',
	async () => {
		const { page } = await newPage(site)
		const papers = await joinTeam(page, await inviteLink(amina.page), 'Tomas', 'tomas')
		const words = await wordsShown(page)
		await takeIn(amina.page, 'Tomas', words)
		await amina.page.getByText(say(desk.proposed, { name: 'Tomas' })).waitFor({ timeout: SLOW })
		expect((await publicRoster()).members).toHaveLength(2)

		await ruth.page.getByRole('button', { name: desk.lock, exact: true }).click()
		await unlock(ruth.page, ruth.papers)
		await seeTeam(ruth.page)
		await ruth.page
			.getByText(say(desk.proposalText, { by: 'Amina', name: 'Tomas' }))
			.waitFor({ timeout: SLOW })
		await ruth.page.getByRole('button', { name: desk.agree }).click()
		await ruth.page.getByText(say(desk.agreed, { name: 'Tomas' })).waitFor({ timeout: SLOW })
		expect((await publicRoster()).members).toHaveLength(3)

		await page.getByRole('button', { name: desk.toUnlock }).click()
		await unlock(page, papers)
		await page.getByText(say(desk.you, { name: 'tomas' })).waitFor({ timeout: SLOW })
		await page.context().close()
	},
	5 * SLOW,
)

test(
	'Ruth forgets her passphrase: her sheet opens the same keys, and the old passphrase opens nothing any more',
	async () => {
		const { page, papers } = ruth
		await page.getByRole('button', { name: desk.lock, exact: true }).click()
		await page.getByRole('button', { name: desk.withSheet }).click()
		await page.getByLabel(desk.login).fill(papers.login)
		await page.getByLabel(desk.sheet).fill(papers.sheet)
		await page.getByRole('button', { name: desk.unlock, exact: true }).click()
		await page.getByText(setup.renewIntro).waitFor({ timeout: SLOW })
		const passphrase = await learnPassphrase(page)
		const sheet = await copySheet(page)
		await page.getByRole('button', { name: setup.renew }).click()
		await page.getByText(setup.renewed).waitFor({ timeout: SLOW })
		await page.getByRole('button', { name: desk.lock, exact: true }).click()
		await unlock(page, papers)
		await page.getByText(desk.unlockRefusal['wrong-words']).waitFor({ timeout: SLOW })
		ruth.papers = { ...papers, passphrase, sheet }
		await unlock(page, ruth.papers)
		await page.getByText(say(desk.you, { name: 'Ruth' })).waitFor({ timeout: SLOW })
	},
	5 * SLOW,
)

test(
	'Ruth is removed: her open page locks at the next thing she does, and she cannot enter again',
	async () => {
		const { page } = amina
		await page.getByRole('button', { name: desk.lock, exact: true }).click()
		await unlock(page, amina.papers)
		await seeTeam(page)
		const row = page.locator('.desk-rows > li', { hasText: 'Ruth' })
		await row.getByRole('button', { name: desk.remove }).click({ timeout: SLOW })
		await page.getByText(say(desk.removeKeeps, { name: 'Ruth' })).waitFor()
		await page.getByRole('button', { name: say(desk.removeYes, { name: 'Ruth' }) }).click()
		await page.getByText(say(desk.removed, { name: 'Ruth' })).waitFor({ timeout: SLOW })
		expect((await publicRoster()).members).toHaveLength(2)

		await seeTeam(ruth.page)
		await ruth.page.getByText(desk.lockedBecause['session-ended']).waitFor({ timeout: SLOW })
		await unlock(ruth.page, ruth.papers)
		await ruth.page.getByText(desk.unlockRefusal['wrong-words']).waitFor({ timeout: SLOW })
	},
	5 * SLOW,
)

test(
	'a desk left alone locks itself, and one key shows the keys',
	async () => {
		const { page, said } = amina
		await page.keyboard.press('?')
		await page.getByRole('heading', { name: desk.keysTitle }).waitFor()
		await page.keyboard.press('Escape')
		await page.clock.install()
		await page.getByRole('button', { name: desk.lock, exact: true }).click()
		await unlock(page, amina.papers)
		await page.getByText(say(desk.you, { name: 'Amina' })).waitFor({ timeout: SLOW })
		await page.clock.fastForward('10:30')
		await page.getByText(desk.lockedBecause.absent).waitFor()
		expect(said).toEqual([])
		expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
			0,
			0,
			'',
		])
	},
	3 * SLOW,
)
