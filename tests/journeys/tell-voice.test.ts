import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFile } from '#vault/attachment.ts'
import type { AgeIdentity } from '#vault/envelope.ts'
import { eachInChromium, type Watched } from './in-chromium.ts'
import { fileBytes, startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { button, giveTwoWordsBack, seeWords, send, tellTexts, waitUntilStored } from './tell-steps.ts'

const words = tellTexts('en')
let team: TeamAtWork
const chromium = eachInChromium()

beforeAll(async () => {
	team = await startTeam()
})

afterAll(async () => {
	await team.stop()
})

async function recordTwoSeconds(): Promise<Watched> {
	const watched = await chromium()
	const { page } = watched
	await page.goto(`${team.origin}/en/w/tell`)
	await button(page, words.voiceRecord).click()
	await page.waitForTimeout(2200)
	await button(page, words.voiceStop).click()
	await page.locator('audio').waitFor()
	return watched
}

test('a voice note alone counts as the message, can be heard before, and opens for the team', async () => {
	const { page, complaints } = await recordTwoSeconds()
	expect(await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.error)).toBeNull()
	await seeWords(page, 'en')
	await page.goBack()
	await page.getByText(/0:0[1-9]/).waitFor()
	const given = await seeWords(page, 'en')
	await giveTwoWordsBack(page, 'en', given)
	await send(page, 'en')
	await waitUntilStored(page, 'en')
	const story = (await storiesFor(team.tomas)).at(-1)
	expect(story?.text).toBe('')
	const voice = story?.voice
	if (story === undefined || voice === null || voice === undefined) throw new RangeError('no voice note')
	const place = { thread: story.mailbox, file: voice.id, parts: voice.parts }
	const sealed = await fileBytes(team.tomas, place)
	const file = await openFile(new Blob([sealed.slice()]).stream(), voice.key as AgeIdentity)
	if (file === null) throw new RangeError('sealed to another key')
	const heard = new Uint8Array(
		await new Response(file.stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
	)
	expect(heard.length).toBe(voice.size)
	expect(createHash('sha256').update(heard).digest('hex')).toBe(voice.sha256)
	expect(voice.type).toContain('audio/')
	expect(complaints).toEqual([])
})

test('a deleted voice note does not count', async () => {
	const { page } = await recordTwoSeconds()
	await button(page, words.voiceDelete).click()
	await button(page, words.next).click()
	await page.getByRole('alert').getByText(words.errorEmptyOrVoice).waitFor()
})

test('a voice note that does not arrive is said so, and tried again, and the text is stored all the same', async () => {
	const { page } = await recordTwoSeconds()
	await page.clock.install()
	let isCut = true
	await page.route('**/files', (route) => (isCut ? route.abort() : route.continue()))
	const given = await seeWords(page, 'en')
	await giveTwoWordsBack(page, 'en', given)
	await send(page, 'en')
	await expect
		.poll(async () => {
			await page.clock.fastForward(15_000)
			return page.getByText(words.failedVoiceOnly).isVisible()
		})
		.toBe(true)
	expect((await storiesFor(team.ruth)).at(-1)?.voice).not.toBeNull()
	isCut = false
	await button(page, words.tryAgain).click()
	await waitUntilStored(page, 'en')
})
