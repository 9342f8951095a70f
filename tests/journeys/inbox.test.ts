import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import inbox from '#content/en/interface/inbox.json' with { type: 'json' }
import translation from '#content/en/interface/translation.json' with { type: 'json' }
import { fetchFrames } from '#browser/desk/call-desk.ts'
import { sendFile } from '#browser/reporter/send-file.ts'
import { SendControl } from '#browser/reporter/send-control.ts'
import { answersFor, routeToAll, tell, type Writer } from '../world/writer.ts'
import { carries, eachInChromium, inMemory, type Watched } from './in-chromium.ts'
import {
	boxOf,
	bytesOf,
	chooseKind,
	letterScreen,
	letterTexts,
	readDocx,
	saveBy,
	storageOf,
} from './letter-steps.ts'
import { joins, newMember, passphraseOf, startTeam, type TeamAtWork } from './team-at-work.ts'

const chromium = eachInChromium()
const DESKTOP = { viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false }
const LONG = { timeout: 60_000 }
const LETTER_CANARY = 'canari-plié-5832'

let site: TeamAtWork

beforeAll(async () => {
	site = await startTeam()
})

afterAll(async () => {
	await site.stop()
})

/** Moves by Tab alone until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let presses = 0; presses < 60; presses++) {
		if (await page.locator(selector).evaluateAll((all) => all.some((one) => one === document.activeElement)))
			return
		await page.keyboard.press('Tab')
	}
	throw new Error(`Tab never reaches ${selector}`)
}

async function unlock(page: Page, login: string, language = 'en'): Promise<void> {
	const { port } = new URL(site.origin)
	await page.goto(`http://desk.localhost:${port}/${language}/desk`)
	await unlockHere(page, login)
}

async function unlockHere(page: Page, login: string): Promise<void> {
	await page.locator('#unlock-login').waitFor()
	await tabTo(page, '#unlock-login')
	await page.keyboard.type(login)
	await tabTo(page, '#unlock-passphrase')
	await page.keyboard.type(passphraseOf(login))
	await page.keyboard.press('Enter')
	await page.locator('.inbox').waitFor(LONG)
}

async function atDesk(login: string, options: object = DESKTOP, language = 'en'): Promise<Watched> {
	const watched = await chromium(options)
	await unlock(watched.page, login, language)
	return watched
}

/** Moves through the list by key until this message has the focus, and opens it. */
async function openByKeys(page: Page, writer: Writer): Promise<void> {
	const { mailbox } = writer.mailbox.keys
	await page.locator(`[data-thread="${mailbox}"]`).waitFor(LONG)
	for (let presses = 0; presses < 20; presses++) {
		await page.keyboard.press('j')
		const focused = await page.evaluate(() =>
			document.activeElement instanceof HTMLElement ? document.activeElement.dataset['thread'] : null,
		)
		if (focused === mailbox) {
			await page.keyboard.press('o')
			return
		}
	}
	throw new Error('the message is not in the list')
}

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze()
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test('a message is opened, answered and checked by keyboard alone, and the person reads the answer', async () => {
	const amina = await tell(site.ruth, { text: 'The guards of the Kessa mine beat my brother.' })
	const { page, complaints } = await atDesk('ruth')
	await openByKeys(page, amina)
	// The same hand goes on: the button that takes the message in has the focus.
	await page.getByRole('button', { name: inbox.takeIn }).waitFor()
	await page.keyboard.press('Enter')
	await page
		.getByText('Ruth opened this message')
		.or(page.getByText('opened this message and took it in'))
		.waitFor(LONG)
	await page.keyboard.press('a')
	await page.keyboard.type('Thank you. We read your message and will ask the clinic.')
	await tabTo(page, '.ready button')
	await page.keyboard.press('Enter')
	await page.keyboard.press('Control+Enter')
	await page.getByText(inbox.answerLeft).waitFor(LONG)
	const [answer] = await answersFor(amina)
	expect(answer).toMatchObject({
		text: 'Thank you. We read your message and will ask the clinic.',
		stage: 'reading',
		nextStep: 'Nous lisons votre message avec attention.',
	})
	await expectAccessible(page)
	expect(complaints).toEqual([])

	const tomas = await atDesk('tomas')
	await openByKeys(tomas.page, amina)
	await tomas.page.getByText('word for word what the person sent').waitFor(LONG)
	expect(tomas.complaints).toEqual([])
})

test('locking in the middle of an answer loses nothing', async () => {
	const amina = await tell(site.ruth, { text: 'They will come again on Friday.' })
	const { page } = await atDesk('ruth')
	await openByKeys(page, amina)
	await page.getByRole('button', { name: inbox.takeIn }).press('Enter')
	await page.getByRole('button', { name: inbox.answer }).waitFor(LONG)
	await page.keyboard.press('a')
	await page.keyboard.type('Half an answ')
	await page.getByRole('button', { name: desk.lock, exact: true }).press('Enter')
	await page.getByText(desk.lockedBecause.asked).waitFor()
	expect(await page.content()).not.toContain('Half an answ')

	await unlockHere(page, 'ruth')
	await openByKeys(page, amina)
	await page.getByRole('button', { name: inbox.answer }).waitFor(LONG)
	await page.keyboard.press('a')
	const box = page.getByLabel(inbox.answerText)
	expect(await box.inputValue()).toBe('Half an answ')
})

test('locking in the middle of a letter loses nothing, and shows a colleague nothing', async () => {
	const amina = await tell(site.ruth, { text: 'They took the papers of the union.' })
	const { page, complaints, requests } = await atDesk('ruth')
	const screen = letterScreen('en')
	// By their texts: whoever looks for roles makes Chromium hold what it shows for longer than the page does.
	const button = (name: string) => page.locator('button', { hasText: name })
	const choice = (value: string) => page.locator(`.compose input[value="${value}"]`)
	const body = page.locator('[id$="-elsewhereAt-body-0"]')
	const lock = async () => {
		await button(desk.lock).click()
		await page.getByText(desk.lockedBecause.asked).waitFor()
	}
	await openByKeys(page, amina)
	await button(inbox.takeIn).press('Enter')
	await button(screen.entry.open).click(LONG)
	await page.getByText(screen.introWaits).waitFor(LONG)
	await choice('es').check()
	await choice('committee').check()
	await boxOf(page, 'committee').selectOption('ic_ccpr')
	await boxOf(page, 'request').fill(`Que devuelvan los papeles. ${LETTER_CANARY}`)
	await page.locator('[id$="-elsewhereAt"] label', { hasText: screen.elsewhereYes }).click()
	await body.selectOption('iachr_petition')
	await page.locator('.compose [id$="-yes"]').check()
	const left = await page.locator('.letter').innerText()
	expect(await inMemory(page, [LETTER_CANARY])).toEqual([LETTER_CANARY])
	await lock()
	expect(await inMemory(page, [LETTER_CANARY])).toEqual([])

	await unlockHere(page, 'tomas')
	await openByKeys(page, amina)
	await button(screen.entry.open).click(LONG)
	await choice('committee').check()
	expect(await boxOf(page, 'request').inputValue()).toBe('')
	await lock()

	await unlockHere(page, 'ruth')
	await openByKeys(page, amina)
	await button(inbox.letterGoOn).click(LONG)
	expect(await page.locator('.letter').innerText()).toBe(left)
	expect(await body.inputValue()).toBe('iachr_petition')
	expect(await storageOf(page)).not.toContain(LETTER_CANARY)

	await button(screen.leave).click()
	await button(screen.goAnyway).click()
	await button(screen.entry.open).click()
	expect(await choice('committee').isChecked()).toBe(false)
	expect(carries(requests, LETTER_CANARY)).toEqual([])
	expect(complaints).toEqual([])
})

test('what people send is shown as text and pictures in a frame that can do nothing', async () => {
	const hostile =
		'<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"> \u202Egnp.exe\u202C end'
	const amina = await tell(site.ruth, { text: `${hostile}\n${'long '.repeat(2000)}` })
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
		'base64',
	)
	const page1 = '<!doctype html><script>parent.pwned = 1</script>'
	for (const [name, type, content] of [
		['photo.jpg', 'image/jpeg', png],
		['letter.png', 'image/png', Buffer.from(page1)],
		['invoice\u202Efdp.exe', 'application/pdf', Buffer.from('MZ\x90\0 program')],
	] as const) {
		const file = { content: new Blob([content]), name, type, copy: 'original' } as const
		const sent = await sendFile(file, amina.mailbox, new SendControl(() => undefined), () => undefined)
		await amina.visit.say({ kind: 'file', file: sent }, routeToAll(amina.team))
	}
	const { page, complaints } = await atDesk('tomas')
	await openByKeys(page, amina)
	await page.getByRole('button', { name: inbox.takeIn }).press('Enter')
	await page.getByText('took it in').waitFor(LONG)
	expect(await page.locator('.user-text').first().textContent()).toContain('<script>window.pwned')
	await page.getByRole('button', { name: /^Show all/ }).click()
	expect((await page.locator('.user-text').first().textContent())?.length).toBeGreaterThan(10_000)

	const files = page.locator('.attached')
	expect(await files.count()).toBe(3)
	for (const file of await files.all()) await file.getByRole('button', { name: inbox.files.open }).click()
	await files.nth(0).getByRole('button', { name: inbox.files.showPicture }).click()
	const frame = files.nth(0).locator('iframe')
	expect(await frame.getAttribute('sandbox')).toBe('')
	await page.waitForFunction(() => document.querySelector('.attached iframe') !== null)
	const picture = page.frames().find((one) => one.parentFrame() !== null)
	expect(await picture?.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(10)
	expect(await files.nth(1).locator('.user-text').textContent()).toBe(page1)
	await files.nth(2).getByText(inbox.files.notShown.program).waitFor()
	expect(await files.nth(2).locator('.file-name').textContent()).not.toContain('\u202E')
	expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
	expect(complaints).toEqual([])
})

test('an interpreter finds the one text they were given, and the team reads what comes back', async () => {
	const [, noor] = await joins(site.ruth, newMember('Noor', 'noor', 'interpreter'))
	const amina = await tell(site.ruth, { text: 'Les gardes ont battu mon frère Joseph.' })
	const more = { kind: 'addition', topic: 'where', text: 'Près de la rivière', when: null } as const
	await amina.visit.say(more, routeToAll(amina.team))
	const ruth = await atDesk('ruth')
	await openByKeys(ruth.page, amina)
	await ruth.page.getByRole('button', { name: inbox.takeIn }).press('Enter')
	await ruth.page.getByRole('button', { name: translation.ask }).first().click(LONG)
	await expectAccessible(ruth.page)
	await ruth.page.getByRole('button', { name: translation.give }).click()
	await ruth.page.getByRole('button', { name: translation.takeBack }).waitFor(LONG)

	const { page, complaints, requests } = await chromium()
	await page.goto(`${site.deskOrigin}/en/desk`)
	await page.locator('#unlock-login').fill('noor')
	await page.locator('#unlock-passphrase').fill(passphraseOf('noor'))
	await page.keyboard.press('Enter')
	await page.getByText('Les gardes ont battu mon frère Joseph.').waitFor(LONG)
	const seen = await page.locator('body').innerText()
	for (const other of ['rivière', 'Ruth', 'Tomas', amina.mailbox.keys.mailbox])
		expect(seen).not.toContain(other)
	await expectAccessible(page)
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
	await page.getByLabel(translation.box).fill('The guards beat my brother Joseph.')
	await page.getByRole('button', { name: translation.sendBack }).click()
	await page.getByText(translation.sent).waitFor(LONG)
	await page.getByText(translation.none).waitFor()
	const asked = requests
		.map((request) => new URL(request.url()).pathname)
		.filter((path) => path.includes('/api/'))
	expect(asked.filter((path) => /threads|changes|names/.test(path))).toEqual([])
	expect(complaints).toEqual([])
	const { desk: at, token } = noor
	const thread = { desk: at, thread: amina.mailbox.keys.mailbox }
	await expect(fetchFrames('thread', null, { at: thread, token })).rejects.toMatchObject({
		because: 'not-allowed',
	})

	const tomas = await atDesk('tomas')
	await openByKeys(tomas.page, amina)
	await tomas.page.getByText('The guards beat my brother Joseph.').waitFor(LONG)
	await tomas.page.getByText(/by .?Noor.?, interpreter\. Nobody has checked it\./).waitFor()
	await expectAccessible(tomas.page)
	expect(tomas.complaints).toEqual([])
})

test('a member makes a letter in French out of a message, and it says that it must not leave yet', async () => {
	const amina = await tell(site.ruth, { text: 'Les gardes de la mine ont battu mon frère Joseph.' })
	const more = { kind: 'addition', topic: 'where', text: 'Près de la rivière', when: null } as const
	await amina.visit.say(more, routeToAll(amina.team))
	const { page, complaints, requests } = await atDesk('ruth', { ...DESKTOP, acceptDownloads: true })
	const screen = letterScreen('en')
	const texts = letterTexts('fr')
	await openByKeys(page, amina)
	await page.getByRole('button', { name: inbox.takeIn }).press('Enter')
	await page.getByRole('button', { name: screen.entry.open }).click(LONG)
	await page.getByRole('radio', { name: screen.languages.fr, exact: true }).check(LONG)
	await chooseKind(page, screen, 'special-procedures')
	expect(await boxOf(page, 'event').inputValue()).toBe('Les gardes de la mine ont battu mon frère Joseph.')
	expect(await boxOf(page, 'where').inputValue()).toBe('Près de la rivière')
	await boxOf(page, 'country').selectOption('COL')
	await boxOf(page, 'person').fill('Joseph Kessa-Canari, mineur')
	await page.getByText(screen.consent.marked).waitFor()
	await page.getByRole('radio', { name: screen.values.knowledge.press }).check()
	await page.getByText(screen.refusals['only-press']).waitFor()
	await expectAccessible(page)

	const download = await saveBy(page, screen.saveDocx)
	expect(download.suggestedFilename()).toBe('document.docx')
	const draft = await readDocx(await bytesOf(download))
	expect(draft[0]).toBe(`[${texts.notCleared}]`)
	expect(draft).toEqual(
		expect.arrayContaining([
			texts.title['special-procedures'],
			'Colombie',
			'Joseph Kessa-Canari, mineur',
			'Les gardes de la mine ont battu mon frère Joseph.',
			texts.gap.replace('{item}', texts.items.request),
		]),
	)
	await page.getByLabel(screen.consent.saidYes).check()
	const cleared = await readDocx(await bytesOf(await saveBy(page, screen.saveDocx)))
	expect(cleared).toEqual(draft.slice(1))
	const plain = new TextDecoder().decode(await bytesOf(await saveBy(page, screen.saveText)))
	expect(plain.split('\n\n').map((line) => line.trim().toLowerCase())).toEqual(
		expect.arrayContaining(cleared.slice(2, 6).map((line) => line.toLowerCase())),
	)
	expect(carries(requests, 'Kessa-Canari')).toEqual([])

	await page.getByRole('button', { name: screen.leave }).click()
	await page.getByText(screen.leaveWarning).waitFor()
	await page.getByRole('button', { name: screen.goAnyway }).click()
	await page.getByRole('button', { name: screen.entry.open }).waitFor()
	expect(await page.content()).not.toContain('Kessa-Canari')
	expect(complaints).toEqual([])
})

test.each([
	['en', 320],
	['fr', 900],
	['ar', 320],
] as const)('the list and a message fit and can be used, %s at %i pixels', async (language, width) => {
	const { page } = await atDesk(
		'ruth',
		{ viewport: { width, height: 720 }, hasTouch: false, isMobile: false },
		language,
	)
	await page.locator('[data-thread]').first().waitFor(LONG)
	await expectAccessible(page)
	await page.locator('[data-thread]').first().click()
	await page.locator('.entry').first().waitFor(LONG)
	await expectAccessible(page)
	const overflows = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
	expect(overflows).toBeLessThanOrEqual(0)
	await page.keyboard.press('i')
	await page.locator('.context .locked-for').waitFor()
	await expectAccessible(page)
})
