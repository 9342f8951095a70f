import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import attendance from '#content/fr/interface/attendance.json' with { type: 'json' }
import later from '#content/fr/interface/later.json' with { type: 'json' }
import notices from '#content/en/interface/notices.json' with { type: 'json' }
import mail from '#content/en/interface/notice-mail.json' with { type: 'json' }
import pages from '#content/fr/interface/pages.json' with { type: 'json' }
import plain from '#content/fr/interface/plain.json' with { type: 'json' }
import { keepNoticeRule } from '#browser/desk/members/notices.ts'
import { today } from '#browser/today.ts'
import { paths } from '#components/paths.ts'
import { say, sayDay } from '#components/say.ts'
import { addDays } from '#domain/days.ts'
import { FIRST_RULE } from '#domain/notices/notice-rule.ts'
import { MAIL_SIZE } from '#server/gateways/compose-mail.ts'
import { openPlainDoor } from '../world/plain-door.ts'
import { openPostOffice, type PostOffice } from '../world/post-office.ts'
import { eachInChromium, PHONE, type Watched } from './in-chromium.ts'
import {
	comeBack,
	giveWords,
	goPastReaders,
	heading,
	press,
	type ReturnPage,
	wordsIn,
} from './return-page.ts'
import { KESSA, passphraseOf, recordsFor, startTeam, type TeamAtWork } from './team-at-work.ts'
import { seeTeam, SLOW, unlock } from './team-steps.ts'
import { giveTwoWordsBack, send, tell, tellTexts, waitUntilStored, writeAndSeeWords } from './tell-steps.ts'

// A team and the people who write to it over two weeks, in their browsers, with a mail server of their own.

const MINUTE = 60_000
const READ = today()
/** Longest the server pauses between two looks, and what a busy machine takes. */
const A_LOOK = { timeout: 60_000 }
const STORY = 'Ils ont dit qu’ils reviendraient chercher Joseph.'

const chromium = eachInChromium()
let post: PostOffice
let team: TeamAtWork
let words: string[]

beforeAll(async () => {
	post = await openPostOffice()
	team = await startTeam(KESSA, undefined, { url: post.url, from: 'reminders@kessa.example' })
})

afterAll(async () => {
	await team.stop()
	await post.stop()
})

/** The clock of the server from now on. */
function setServer(ahead: { days?: number; minutes?: number }): void {
	const { days = 0, minutes = 0 } = ahead
	team.instance.now = () => new Date(Date.now() + (days * 24 * 60 + minutes) * MINUTE)
}

/** A visitor whose device is so many days ahead. */
async function visitor(days = 0, options = {}): Promise<Watched> {
	const watched = await chromium(options)
	if (days > 0) await watched.page.clock.setFixedTime(Date.now() + days * 24 * 60 * MINUTE)
	return watched
}

async function expectSound({ page, complaints }: Watched): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
	// A phone makes its window as wide as what does not fit.
	const wide = await page.evaluate(() => document.documentElement.scrollWidth)
	expect(wide).toBeLessThanOrEqual(PHONE.viewport.width)
	expect(complaints).toEqual([])
}

const mailsTo = (address: string) => post.mails.filter(({ to }) => to === address)

async function untilMails(address: string, count: number): Promise<void> {
	await expect.poll(() => mailsTo(address).length, A_LOOK).toBe(count)
}

const callsWaiting = () => team.instance.store.read.selectFrom('calls').selectAll().execute()

/** What a person on this page is told of the team, and where else it leads. */
async function warningOn(page: Page): Promise<{ text: string; doors: (string | null)[] }> {
	const warning = page
		.locator('.caution, .note')
		.filter({ has: page.locator(`a[href="${paths.danger('fr')}"]`) })
	const links = await warning.locator('a').all()
	return {
		text: await warning.innerText(),
		doors: await Promise.all(links.map((link) => link.getAttribute('href'))),
	}
}

const DOORS = [paths.danger('fr'), paths.otherWays('fr')]

async function backAtWords(days: number): Promise<ReturnPage> {
	const opened = { ...(await visitor(days)), words: wordsIn('fr') }
	await opened.page.goto(`${team.origin}${paths.return('fr')}`)
	await opened.page
		.getByRole('button', { name: opened.words.wordsGo })
		.and(opened.page.locator(':enabled'))
		.waitFor()
	return opened
}

async function returning(days: number): Promise<ReturnPage> {
	const opened = await backAtWords(days)
	await comeBack(opened, words.join(' '))
	return opened
}

async function tomasLooks(days: number): Promise<Watched> {
	const watched = await visitor(days)
	await watched.page.goto(`${team.deskOrigin}/en/desk`)
	await unlock(watched.page, { login: 'tomas', passphrase: passphraseOf('tomas'), sheet: '' })
	await watched.page.locator('.inbox').waitFor({ timeout: SLOW })
	return watched
}

test('where nobody can be called, nobody is asked whether to call', async () => {
	const { page } = await visitor()
	await page.goto(`${team.origin}${paths.tell('fr')}`)
	await page.getByText(tellTexts('fr').lockReady).waitFor()
	expect(await page.getByText(attendance.urgent).count()).toBe(0)
})

test(
	'Tomas says where he is told, and the first mail shows him that it works',
	async () => {
		const tomas = await tomasLooks(0)
		const { page } = tomas
		await seeTeam(page)
		await page.getByText(notices.ownSeen).waitFor()
		await page.getByLabel(notices.mailAddress).fill('lamp@example.org')
		await page
			.locator('section', { has: page.locator('#notice-address') })
			.getByRole('button', { name: notices.save, exact: true })
			.click()
		await page.getByText(notices.saved).waitFor()
		await untilMails('lamp@example.org', 1)
		expect(post.mails[0]?.text).toBe(mail.look)
		await expectSound(tomas)
	},
	2 * SLOW,
)

test('a person ticks that somebody may be taken, and the member on duty gets a mail that names nothing', async () => {
	const quiet = { from: 0, to: 0 }
	await keepNoticeRule(team.ruth, { ...FIRST_RULE, quiet, duty: [team.tomas.me.id] })
	const person = await visitor()
	await person.page.goto(`${team.origin}${paths.tell('fr')}`)
	words = await writeAndSeeWords(person.page, 'fr', STORY)
	await person.page.goBack()
	await person.page.getByText(attendance.urgentSeen, { exact: false }).waitFor()
	await person.page.getByLabel(attendance.urgent).check()
	await expectSound(person)
	await person.page.getByRole('button', { name: tellTexts('fr').next, exact: true }).click()
	await person.page.locator('ol.words li').first().waitFor()
	await giveTwoWordsBack(person.page, 'fr', words)
	await send(person.page, 'fr')
	await waitUntilStored(person.page, 'fr')
	expect(await callsWaiting()).toHaveLength(1)

	// After the look that draws when to call. It is night for the team all day: only a call comes through.
	await new Promise((resolve) => setTimeout(resolve, 21_000))
	setServer({ minutes: 4 })
	await untilMails('lamp@example.org', 2)
	const call = mailsTo('lamp@example.org')[1]
	expect(call?.text).toBe(mail.lookNow)
	expect(call?.raw.length).toBe(MAIL_SIZE)
	for (const name of ['Kessa', 'Joseph', 'Tomas', 'tomas', team.ruth.desk.slice(0, 8), ...words])
		expect(`${call?.headers ?? ''} ${call?.text ?? ''}`.replaceAll('kessa.example', '')).not.toContain(name)
	expect(await callsWaiting()).toEqual([])
	const [story] = await recordsFor(team.tomas)
	expect(story).toMatchObject({ kind: 'story', text: STORY, urgent: true })
})

test('what was kept for later is sent with the same call', async () => {
	const person = await visitor()
	await person.page.goto(`${team.origin}${paths.tell('fr')}`)
	const kept = await writeAndSeeWords(person.page, 'fr', 'Une voiture devant la porte.')
	await giveTwoWordsBack(person.page, 'fr', kept)
	await person.page.getByText(later.notReady, { exact: true }).click()
	await person.page.getByRole('button', { name: later.keep, exact: true }).click()
	await person.page.getByRole('heading', { name: later.keptTitle, exact: true }).waitFor()
	await person.page.context().close()
	const back = await backAtWords(0)
	await giveWords(back, kept.join(' '))
	await heading(back, later.homeTitle)
	await press(back, later.send)
	await goPastReaders(back)
	await back.page.getByLabel(attendance.urgent).check()
	await expectSound(back)
	await press(back, back.words.send)
	await back.page.getByRole('heading', { name: later.sentTitle, exact: true }).waitFor()
	expect(await callsWaiting()).toHaveLength(1)
	expect(await recordsFor(team.tomas)).toContainEqual(
		expect.objectContaining({ kind: 'story', text: 'Une voiture devant la porte.', urgent: true }),
	)
	await team.instance.store.write('queueCalls', { desk: 1, calls: [] })
})

test('whoever comes back can call again, and the team sees with which message', async () => {
	const opened = await returning(0)
	const { page } = opened
	await page.getByText(pages.foot.lastReadToday).waitFor()
	await press(opened, opened.words.doWrite)
	await goPastReaders(opened)
	await page.locator('#text').fill('Ils sont devant la maison.')
	await page.getByLabel(attendance.urgent).check()
	await expectSound(opened)
	await press(opened, opened.words.send)
	await page.getByText(opened.words.stored).waitFor()
	expect(await callsWaiting()).toHaveLength(1)
	expect((await recordsFor(team.tomas)).at(-1)).toMatchObject({ kind: 'addition', urgent: true })
})

test('a team that misses its promise is called late wherever people go, and other doors are named', async () => {
	setServer({ days: 8 })
	const late = say(attendance.late, { day: sayDay(READ, 'fr') })
	for (const path of [paths.home, paths.before, paths.whoReads]) {
		const { page } = await visitor(8, { javaScriptEnabled: false })
		await page.goto(`${team.origin}${path('fr')}`)
		expect((await warningOn(page)).text).toContain(late)
		expect((await warningOn(page)).doors).toEqual(DOORS)
	}
	const person = await visitor(8)
	await person.page.goto(`${team.origin}${paths.tell('fr')}`)
	await person.page.getByText(late).waitFor()
	expect((await warningOn(person.page)).doors).toEqual(DOORS)
	await expectSound(person)
	await tell(person.page, 'fr', 'Nous attendons toujours.')

	const opened = await returning(8)
	await opened.page.getByText(late).waitFor()
	expect((await warningOn(opened.page)).doors).toEqual(DOORS)
	await expectSound(opened)
})

test('after fourteen days nothing new is taken, and whoever wrote before is told the truth', async () => {
	setServer({ days: 14 })
	const home = await visitor(14)
	await home.page.goto(`${team.origin}${paths.home('fr')}`)
	const absent = say(attendance.absent, { day: sayDay(READ, 'fr') })
	expect((await warningOn(home.page)).text).toContain(absent)
	expect(await home.page.locator(`main a[href="${paths.before('fr')}"]`).count()).toBe(0)
	await expectSound(home)

	const person = await visitor(14)
	await person.page.goto(`${team.origin}${paths.tell('fr')}`)
	const day = sayDay(addDays(READ, 14), 'fr')
	await person.page.getByText(say(attendance.absentHere, { day })).waitFor()
	expect((await warningOn(person.page)).doors).toEqual(DOORS)
	await expectSound(person)

	const opened = await returning(14)
	await opened.page.getByText(attendance.absentBackMeans).waitFor()
	await expectSound(opened)
})

test(
	'a page opened before the close sends nothing after it, and the team takes messages again once Tomas looks',
	async () => {
		setServer({ days: 13 })
		const { page } = await visitor(13)
		await page.goto(`${team.origin}${paths.tell('fr')}`)
		const given = await writeAndSeeWords(page, 'fr', 'Juste avant la fin.')
		await giveTwoWordsBack(page, 'fr', given)
		setServer({ days: 14 })
		await send(page, 'fr')
		await page.getByRole('heading', { name: tellTexts('fr').failedTitle }).waitFor()

		await tomasLooks(14)
		const home = await visitor(14)
		await home.page.goto(`${team.origin}${paths.home('fr')}`)
		expect(await home.page.locator('.band.caution').count()).toBe(0)
		await home.page.locator(`main a[href="${paths.before('fr')}"]`).waitFor()
		const read = say(pages.foot.lastRead, { day: sayDay(addDays(READ, 14), 'fr') })
		await home.page.getByText(read).waitFor()
	},
	2 * SLOW,
)

test('whoever writes without script can call the team too, and is told what others see of it', async () => {
	await team.instance.store.write('queueCalls', { desk: 1, calls: [] })
	const door = await openPlainDoor(team.origin)
	const { page } = await visitor(0, { javaScriptEnabled: false })
	await page.goto(door.origin + paths.plain('fr'))
	await page.getByText(attendance.urgentSeen, { exact: false }).waitFor()
	await page.fill('#story', 'Ils viennent cette nuit.')
	await page.getByLabel(attendance.urgent).check()
	await page.getByRole('button', { name: plain.send }).click()
	await page.getByRole('heading', { name: tellTexts('fr').sentTitle }).waitFor()
	expect(await callsWaiting()).toHaveLength(1)
	await door.stop()
})
