import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachInChromium, mortalChromium } from './in-chromium.ts'
import { comeBack, openReturnPage, wordsIn } from './return-page.ts'
import { recordsFor, startTeam, storedMessages, storiesFor, type TeamAtWork } from './team-at-work.ts'
import {
	button,
	giveTwoWordsBack,
	send,
	tell,
	tellTexts,
	waitUntilStored,
	writeAndSeeWords,
} from './tell-steps.ts'

// Cheap phones end the browser without asking. What was sent has to be there; what was not sent is nowhere, so that
// nobody is betrayed by a draft.

let team: TeamAtWork
const chromium = eachInChromium()

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

const STORY = 'Ils ont emmené mon frère.'

test.each(['story', 'words', 'words asked back'] as const)(
	'a browser killed on the screen "%s" leaves nothing behind, and no file chooser was offered',
	async (screen) => {
		const { page, kill } = await mortalChromium()
		const before = await storedMessages(team.ruth)
		await page.goto(`${team.origin}/fr/w/tell#2`)
		await page.fill('#story', STORY)
		if (screen !== 'story') {
			const given = await writeAndSeeWords(page, 'fr', STORY)
			if (screen === 'words asked back') await giveTwoWordsBack(page, 'fr', given)
		}
		expect(await page.locator('input[type=file]').count()).toBe(0)
		const kept = await page.evaluate(async () => ({
			local: Object.keys(localStorage),
			session: Object.values(sessionStorage).join(' '),
			databases: (await indexedDB.databases()).length,
			caches: (await caches.keys()).length,
			state: JSON.stringify(history.state),
		}))
		expect(kept).toMatchObject({ local: [], databases: 0, caches: 0 })
		expect(`${kept.session} ${kept.state}`).not.toContain('emmené')
		await kill()
		expect(await storedMessages(team.ruth)).toBe(before)
	},
)

test('a browser killed the moment the server has answered leaves the message stored', async () => {
	const { page, kill } = await mortalChromium()
	await page.goto(`${team.origin}/fr/w/tell#2`)
	const given = await writeAndSeeWords(page, 'fr', `${STORY} Tué pendant l’envoi.`)
	await giveTwoWordsBack(page, 'fr', given)
	const answered = page.waitForResponse((response) => response.url().endsWith('/threads'))
	await send(page, 'fr')
	await answered
	await kill()
	expect((await storiesFor(team.tomas)).at(-1)?.text).toBe(`${STORY} Tué pendant l’envoi.`)
})

test('a browser killed after the message was stored leaves it stored', async () => {
	const { page, kill } = await mortalChromium()
	await page.goto(`${team.origin}/fr/w/tell#2`)
	const given = await writeAndSeeWords(page, 'fr', `${STORY} Envoyé.`)
	await giveTwoWordsBack(page, 'fr', given)
	await send(page, 'fr')
	await waitUntilStored(page, 'fr')
	await kill()
	expect((await storiesFor(team.tomas)).at(-1)?.text).toBe(`${STORY} Envoyé.`)
})

// Choosing a picture starts the camera, and the camera takes the memory of the page that asked for it.
test('a browser killed while the person chooses a picture loses nothing that was sent, and they come back', async () => {
	const { page, kill } = await mortalChromium()
	const words = wordsIn('fr')
	await page.goto(`${team.origin}/fr/w/tell#2`)
	const given = await tell(page, 'fr', `${STORY} J’ai une photo.`)
	await page.getByRole('link', { name: tellTexts('fr').sentAdd }).click()
	await button(page, words.doWrite).click()
	await page.getByRole('radio').first().check()
	await button(page, words.leaveOutGo).click()
	await page.locator('#text').fill('La photo vient.')
	await button(page, words.send).click()
	await page.getByText(words.stored).waitFor()
	await button(page, words.doFiles).click()
	const chooser = page.waitForEvent('filechooser')
	await page.locator('#files').click()
	await chooser
	await kill()

	const sent = await recordsFor(team.tomas)
	expect(sent.slice(-2)).toMatchObject([
		{ kind: 'story', text: `${STORY} J’ai une photo.` },
		{ kind: 'addition', text: 'La photo vient.' },
	])
	const again = await openReturnPage(chromium, team, 'fr')
	await comeBack(again, given.join(' '))
	await button(again.page, words.doFiles).waitFor()
	expect(again.complaints).toEqual([])
})
