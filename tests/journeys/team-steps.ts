import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import common from '#content/en/interface/common.json' with { type: 'json' }
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import host from '#content/en/interface/host.json' with { type: 'json' }
import setup from '#content/en/interface/setup.json' with { type: 'json' }

/** What a member carries away from the screen: in the head, and on paper. */
export type Papers = { login: string; passphrase: string; sheet: string }
export type TeamPapers = Papers & { root: string; recovery: string | null }

/** Milliseconds that Argon2id may take on a busy machine. */
export const SLOW = 180_000

/** The words of the list last shown on the page. */
export async function wordsShown(page: Page): Promise<string> {
	return (await page.locator('.desk-words').last().locator('li').allTextContents()).join(' ')
}

export async function goOn(page: Page): Promise<void> {
	await page.getByRole('button', { name: common.continue, exact: true }).click()
}

export async function describeTeam(page: Page, name: string): Promise<void> {
	await page.getByLabel(setup.teamName).fill(name)
	await page.getByLabel(setup.kinds['civil-society']).check()
	await goOn(page)
	await page.getByLabel(setup.checkWordsAt).fill('12 Kessa Street, on the door')
	await goOn(page)
}

export async function describeYourself(page: Page, name: string, login: string): Promise<void> {
	await page.getByLabel(setup.name).fill(name)
	await page.getByLabel(setup.login).fill(login)
	await goOn(page)
}

export async function learnPassphrase(page: Page): Promise<string> {
	const passphrase = await wordsShown(page)
	await page.getByLabel(setup.passphraseBack).fill(passphrase)
	await goOn(page)
	return passphrase
}

export async function copySheet(page: Page): Promise<string> {
	const sheet = await wordsShown(page)
	await page.getByLabel(setup.sheetBack).fill(sheet)
	return sheet
}

async function keepRoot(page: Page): Promise<string> {
	const root = await wordsShown(page)
	const words = root.split(' ')
	for (const field of await page.locator('input[id^="root-"]').all()) {
		const place = Number((await field.getAttribute('id'))?.replace('root-', ''))
		await field.fill(words[place] ?? '')
	}
	await goOn(page)
	return root
}

/** Goes through the set-up to its last button. */
export async function answerSetUp(
	page: Page,
	link: string,
	{ recovery, name = 'Amina', login = 'amina' }: { recovery: boolean; name?: string; login?: string },
): Promise<TeamPapers> {
	await page.goto(link)
	await page.getByRole('button', { name: setup.start }).click()
	await describeTeam(page, 'Arcadia Rights Network')
	await describeYourself(page, name, login)
	const passphrase = await learnPassphrase(page)
	const sheet = await copySheet(page)
	await goOn(page)
	await page.getByLabel(recovery ? setup.recoveryYes : setup.recoveryNo).check()
	const recoveryWords = recovery ? await wordsShown(page) : null
	if (recoveryWords !== null) await page.getByLabel(setup.recoveryBack).fill(recoveryWords)
	await goOn(page)
	const root = await keepRoot(page)
	return { login, passphrase, sheet, root, recovery: recoveryWords }
}

/** Goes through the whole set-up, where what the machine lacks is shown last, and ends on the team's page. */
export async function setUpTeam(...asked: Parameters<typeof answerSetUp>): Promise<TeamPapers> {
	const [page] = asked
	const papers = await answerSetUp(...asked)
	await page.getByRole('button', { name: setup.found }).click()
	await page.getByText(host.findings['no-backup']).waitFor({ timeout: SLOW })
	await page.getByRole('button', { name: setup.enter }).click()
	await page.getByRole('heading', { name: desk.membersTitle, exact: true }).waitFor()
	return papers
}

/** An invited person makes their keys. Ends where their four words are shown. */
export async function joinTeam(page: Page, link: string, name: string, login: string): Promise<Papers> {
	await page.goto(link)
	await page.getByLabel(setup.joinCheckSame).check()
	await goOn(page)
	await describeYourself(page, name, login)
	const passphrase = await learnPassphrase(page)
	const sheet = await copySheet(page)
	await page.getByRole('button', { name: setup.joinLeave }).click()
	await page.getByRole('heading', { name: setup.joinLeftTitle }).waitFor({ timeout: SLOW })
	return { login, passphrase, sheet }
}

/** Goes to the page about the team itself. */
export async function seeTeam(page: Page): Promise<void> {
	await page.getByRole('button', { name: desk.views.members, exact: true }).click({ timeout: SLOW })
}

export async function unlock(page: Page, { login, passphrase }: Papers): Promise<void> {
	await page.getByLabel(desk.login).fill(login)
	await page.getByLabel(desk.passphrase, { exact: true }).fill(passphrase)
	await page.getByRole('button', { name: desk.unlock, exact: true }).click()
}

/** An administrator makes a link for one more person. */
export async function inviteLink(page: Page): Promise<string> {
	const another = page.getByRole('button', { name: desk.inviteAnother })
	const before = (await another.isVisible()) ? await page.getByLabel(desk.inviteLink).inputValue() : ''
	await page.getByRole('button', { name: before === '' ? desk.inviteMake : desk.inviteAnother }).click()
	await page.waitForFunction((known) => {
		const field = document.querySelector<HTMLTextAreaElement>('#invite-link')
		return field !== null && field.value !== known
	}, before)
	return page.getByLabel(desk.inviteLink).inputValue()
}

/** The administrator compares the words of somebody who waits. @returns the card with the buttons */
export async function compareWords(page: Page, name: string, words: string): Promise<Locator> {
	await page.getByRole('button', { name: desk.lookAgain }).click()
	const card = page.locator('article', { has: page.getByRole('heading', { name }) })
	await card.locator('.desk-words li').first().waitFor()
	expect((await card.locator('.desk-words li').allTextContents()).join(' ')).toBe(words)
	await card.getByLabel(desk.joinCompared).check()
	return card
}

/** The administrator compares the words and takes the person in. */
export async function takeIn(page: Page, name: string, words: string): Promise<void> {
	const card = await compareWords(page, name, words)
	await card.getByRole('button', { name: desk.takeIn }).click()
}
