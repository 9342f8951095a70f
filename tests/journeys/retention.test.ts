import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import ending from '#content/en/interface/ending.json' with { type: 'json' }
import inbox from '#content/en/interface/inbox.json' with { type: 'json' }
import retention from '#content/fr/interface/retention.json' with { type: 'json' }
import { sayChecked } from '#browser/desk/inbox/check-thread.ts'
import { today } from '#browser/today.ts'
import { isolated, say, sayCount, sayDay } from '#components/say.ts'
import { addDays } from '#domain/days.ts'
import { endThreads } from '#server/usecases/end-threads.ts'
import { newSecret } from '#vault/words.ts'
import { atWork, done, look, openFirst } from '../world/at-work.ts'
import { tell } from '../world/writer.ts'
import { eachInChromium } from './in-chromium.ts'
import { cardWords, comeBack, giveWords, heading, openReturnPage, textOf } from './return-page.ts'
import { startTeam, type TeamAtWork, passphraseOf } from './team-at-work.ts'
import { seeTeam, SLOW, unlock } from './team-steps.ts'

const chromium = eachInChromium()
const DESKTOP = { viewport: { width: 1280, height: 900 }, hasTouch: false, isMobile: false }
const LONG = { timeout: 60_000 }
const REASON = 'The trial of the Kessa guards is in March.'

let site: TeamAtWork
let day = 0

beforeAll(async () => {
	site = await startTeam()
	site.instance.now = () => new Date(Date.now() + day * 86_400_000)
})

afterAll(async () => {
	await site.stop()
})

/** A visitor whose clock shows the same day as the server's. */
const visit: typeof chromium = async (options) => {
	const watched = await chromium(options)
	if (day > 0) await watched.page.clock.setFixedTime(site.instance.now())
	return watched
}

async function atDesk(login: string): Promise<Page> {
	const { page } = await visit(DESKTOP)
	await page.goto(`${site.origin}/en/desk`)
	const passphrase = passphraseOf(login)
	await unlock(page, { login, passphrase, sheet: '' })
	await page.locator('.inbox').waitFor({ timeout: SLOW })
	return page
}

async function told(text: string) {
	const secret = newSecret('return', randomBytes(16))
	const writer = await tell(site.ruth, { text }, secret)
	const { mailbox } = writer.mailbox.keys
	await openFirst(mailbox, atWork({ open: site.tomas }), today())
	const ruth = atWork({ open: site.ruth })
	const checked = await sayChecked(await look(mailbox, ruth), ruth.reader, ruth.token, today())
	if (checked !== null) done(checked)
	return {
		...writer,
		secret,
		row: `[data-thread="${mailbox}"]`,
		words: cardWords({ secret }, 'fr').join(' '),
	}
}

test(
	'a shorter time is set; of two that would end one is held and one ends; each person is told their day',
	async () => {
		const [held, silent] = [await told('They beat my brother.'), await told('They took the radio.')]

		const ruth = await atDesk('ruth')
		await seeTeam(ruth)
		const section = ruth.locator('section[aria-labelledby="retention-title"]')
		await section.getByText(sayCount(ending.rule.now, 730, 'en')).waitFor()
		await section.getByRole('button', { name: ending.rule.change }).click()
		await section.getByLabel(ending.rule.keepDays).fill('89')
		await section.getByText(desk.rosterRefusal['outside-limits']).waitFor()
		await section.getByLabel(ending.rule.keepDays).fill('90')
		await section.getByLabel(ending.rule.backupDays).fill('14')
		await section.getByText(say(ending.rule.shorter, { view: ending.view })).waitFor()
		await section.getByRole('button', { name: ending.rule.save }).click()
		await section.getByText(ending.rule.saved).waitFor(LONG)
		await section.getByText(sayCount(ending.rule.now, 90, 'en')).waitFor()

		const last = addDays(today(), 90)
		day = 70
		const later = await atDesk('ruth')
		await later.locator(silent.row).waitFor(LONG)
		await later.getByRole('button', { name: new RegExp(`^${ending.view} 2`) }).click()
		const shown = say(ending.row, { day: sayDay(last, 'en') })
		await later.locator(held.row).getByText(shown).waitFor()
		await later.locator(held.row).click()
		await later.getByText(say(ending.line, { day: sayDay(last, 'en') })).waitFor(LONG)
		await later.getByRole('button', { name: ending.hold.keep }).click()
		await later.getByLabel(ending.hold.whyKeep).fill(REASON)
		await later.getByRole('button', { name: ending.hold.keep }).click()
		await later.getByText(say(ending.hold.heldBy, { name: isolated('Ruth') })).waitFor(LONG)
		await later.getByRole('button', { name: new RegExp(`^${ending.view} 1`) }).waitFor()
		expect(await later.getByText(shown).count()).toBe(1)
		await later.getByRole('button', { name: inbox.destroying.open }).click()
		const gone = sayDay(addDays(today(), 70 + 14), 'en')
		await later.getByText(say(inbox.destroying.backups, { day: gone })).waitFor()
		await later.getByRole('dialog').getByText(REASON).waitFor()

		const near = await openReturnPage(visit, site, 'fr')
		await comeBack(near, silent.words)
		const text = await textOf(near)
		expect(text).toContain(say(retention.nearTitle, { day: sayDay(last, 'fr') }))
		expect(text).toContain(say(retention.kept, { day: sayDay(last, 'fr') }))
		expect(text).toContain(say(retention.backups, { day: sayDay(addDays(last, 14), 'fr') }))
		const legal = await openReturnPage(visit, site, 'fr')
		await comeBack(legal, held.words)
		expect(await textOf(legal)).toContain(retention.held)

		day = 90
		expect(await endThreads(site.instance)).toBe(0)
		day = 91
		expect(await endThreads(site.instance)).toBe(1)
		const after = await openReturnPage(visit, site, 'fr')
		await giveWords(after, silent.words)
		await heading(after, after.words.nothingTitle)
		const list = await atDesk('tomas')
		await list.locator(held.row).waitFor(LONG)
		expect(await list.locator(silent.row).count()).toBe(0)
		await list.locator(held.row).click()
		await list.getByText(REASON).first().waitFor(LONG)
	},
	4 * SLOW,
)
