import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import inbox from '#content/en/interface/inbox.json' with { type: 'json' }
import { say } from '#components/say.ts'
import { tell, type Writer } from '../world/writer.ts'
import { eachInChromium } from './in-chromium.ts'
import { startTeam, type TeamAtWork, passphraseOf } from './team-at-work.ts'
import { SLOW, unlock } from './team-steps.ts'

const chromium = eachInChromium()
const DESKTOP = { viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false }

let site: TeamAtWork
beforeAll(async () => {
	site = await startTeam()
})
afterAll(() => site.stop())

async function enter(page: Page): Promise<void> {
	const { port } = new URL(site.origin)
	await page.goto(`http://desk.localhost:${port}/en/desk`)
	await unlock(page, { login: 'ruth', passphrase: passphraseOf('ruth'), sheet: '' })
	await page.locator('.inbox').waitFor({ timeout: SLOW })
}

/** The state of a server restored from a backup made before the thread began. */
function forget({ mailbox }: Writer): void {
	const database = new DatabaseSync(join(site.dataDir, 'safeconduct.db'), { timeout: 5000 })
	const thread = '(SELECT id FROM threads WHERE mailbox = ?)'
	for (const table of ['changes', 'messages', 'entries', 'rings', 'readers'])
		database.prepare(`DELETE FROM ${table} WHERE thread = ${thread}`).run(mailbox.keys.mailbox)
	database.prepare('DELETE FROM threads WHERE mailbox = ?').run(mailbox.keys.mailbox)
	database.close()
}

const recordsOn = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const opening = indexedDB.open('desk')
				opening.addEventListener('success', () => {
					const counting = opening.result.transaction('kept').objectStore('kept').count()
					counting.addEventListener('success', () => {
						opening.result.close()
						resolve(counting.result)
					})
				})
			}),
	)

test('a member whose device has more than the server sees it, gives it back, and can empty the device', async () => {
	const amina = await tell(site.ruth, { text: 'They watch our meetings.' })
	const { page, complaints } = await chromium(DESKTOP)
	await enter(page)
	const row = page.locator(`[data-thread="${amina.mailbox.keys.mailbox}"]`)
	await row.click({ timeout: SLOW })
	await page.getByRole('button', { name: inbox.takeIn, exact: true }).click({ timeout: SLOW })
	await page.getByRole('button', { name: new RegExp(`^${inbox.answer}`) }).waitFor({ timeout: SLOW })
	await expect.poll(() => recordsOn(page), { timeout: SLOW }).toBe(2)

	forget(amina)
	await enter(page)
	await page.getByText(inbox.restored.title).waitFor({ timeout: SLOW })
	await page.getByText(say(inbox.restored.given, { count: 1 })).waitFor({ timeout: SLOW })
	await row.click({ timeout: SLOW })
	await page.locator('.timeline').getByText('They watch our meetings.').waitFor({ timeout: SLOW })
	await page.getByRole('button', { name: new RegExp(`^${inbox.answer}`) }).waitFor({ timeout: SLOW })

	await page.getByRole('button', { name: desk.views.members, exact: true }).click()
	await page.getByRole('button', { name: desk.deviceEmpty, exact: true }).click()
	await page.getByLabel(desk.login).waitFor({ timeout: SLOW })
	await expect.poll(() => recordsOn(page), { timeout: SLOW }).toBe(0)
	expect(complaints).toEqual([])
})
