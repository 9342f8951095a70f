import AxeBuilder from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { phoneJpeg } from '#browser/reporter/hidden-data/crafted-files.ts'
import { mirror } from '#browser/reporter/hidden-data/mirror.ts'
import { keptText } from '#components/tell/words-kept.ts'
import { consentToSign } from '#contract/consent-bytes.ts'
import type { Consent } from '#domain/consent/consent.ts'
import type { PersonRecord } from '#domain/threads/records.ts'
import { openFile } from '#vault/attachment.ts'
import type { AgeIdentity } from '#vault/envelope.ts'
import { isSignature, isSignedBy, signingKeyOf } from '#vault/outside/signature.ts'
import type { MacKey } from '#vault/return-keys.ts'
import { toDigits } from '#vault/words.ts'
import {
	type Kessa,
	leaveAnswer,
	messagesOf,
	openThread,
	partsOf,
	startKessa,
	tellStory,
	type Writer,
} from '../world/kessa-server.ts'
import { eachInChromium } from './in-chromium.ts'
import {
	callsOf,
	cardWords,
	comeBack,
	giveWords,
	goPastReaders,
	heading,
	openReturnPage,
	press,
	type ReturnPage,
	textOf,
} from './return-page.ts'

const STORY = 'They followed Amina after the march at Kessa.'
const QUESTION = 'Who was at the gate that night?'

const open = eachInChromium()
let kessa: Kessa
let amina: Writer
let opened: ReturnPage[]

beforeAll(async () => {
	kessa = await startKessa()
})

afterAll(async () => {
	await kessa.stop()
})

beforeEach(async () => {
	opened = []
	amina = await tellStory(kessa, STORY)
})

afterEach(() => {
	expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
})

async function onPage(language: 'fr' | 'ar' | 'en', width?: number): Promise<ReturnPage> {
	const page = await openReturnPage(open, kessa, language, width)
	opened.push(page)
	return page
}

async function answered(text = QUESTION): Promise<void> {
	await openThread(kessa, amina)
	await leaveAnswer(kessa, amina, { n: 0, text })
}

const laterRecords = async (): Promise<PersonRecord[]> => (await messagesOf(kessa, amina)).slice(1)

function only<Kind extends PersonRecord['kind']>(
	records: readonly PersonRecord[],
	kind: Kind,
): Extract<PersonRecord, { kind: Kind }>[] {
	return records.filter((record): record is Extract<PersonRecord, { kind: Kind }> => record.kind === kind)
}

describe.each([
	['fr', 320],
	['ar', 320],
	['en', 1280],
] as const)('in %s, %i pixels wide', (language, width) => {
	test('a person comes back with their words, reads, answers, and sees it no more', async () => {
		await answered()
		const page = await onPage(language, width)
		await comeBack(page, cardWords(amina, language).join(' '))
		await page.page.getByText(QUESTION).waitFor()
		const { violations } = await new AxeBuilder({ page: page.page }).analyze()
		expect(violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([])

		await press(page, page.words.doAnswer)
		await page.page.locator('#text').fill('Two guards of the mine.')
		await press(page, page.words.send)
		await page.page.getByText(page.words.stored).waitFor()
		await page.page.getByText(page.words.readDone).waitFor()
		const records = await laterRecords()
		expect(only(records, 'read')).toMatchObject([{ upTo: 0 }])
		expect(only(records, 'addition')).toMatchObject([{ topic: 'more', text: 'Two guards of the mine.' }])
		expect(new Set(records.map(({ n }) => n))).toEqual(new Set([0, 1]))

		const again = await onPage(language, width)
		await comeBack(again, cardWords(amina, language).join(' '))
		await again.page.getByText(again.words.noAnswer).waitFor()
		expect(await textOf(again)).not.toContain(QUESTION)
	})
})

test('nothing is wider than a narrow phone, in either direction of writing', async () => {
	for (const language of ['fr', 'ar'] as const) {
		const page = await onPage(language)
		const fits = async () => {
			const wide = await page.page.evaluate(() => document.documentElement.scrollWidth)
			expect(wide).toBeLessThanOrEqual(320)
		}
		await fits()
		await comeBack(page, toDigits(amina.secret, 'return').join(' '))
		await fits()
		await press(page, page.words.doMayKnow)
		await goPastReaders(page)
		await fits()
		await press(page, page.words.back)
		for (const screen of [page.words.doReach, page.words.doDelete]) {
			await press(page, screen)
			await fits()
			await press(page, page.words.back)
		}
	}
})

test('a wrong word is found in its place, and nothing was asked of the server', async () => {
	const page = await onPage('fr')
	const words = cardWords(amina, 'fr')
	const wrong = `${words[3] ?? ''}q`
	await giveWords(page, words.with(3, wrong).join(' '))
	await page.page.locator('#words-problem', { hasText: wrong }).waitFor()
	expect(await page.page.locator('#words-problem').innerText()).toMatch(/\b4\b/)
	expect(callsOf(page)).toEqual([])
	await page.page.getByRole('button', { name: words[3] ?? '' }).click()
	await comeBack(page, await page.page.locator('#return-words').inputValue())
})

test('numbers in Arabic digits, and words of another language than the page, lead to the same place', async () => {
	const arabic = Array.from(toDigits(amina.secret, 'return').join(' '), (sign) =>
		/\d/.test(sign) ? String.fromCodePoint(0x660 + Number(sign)) : sign,
	).join('')
	await comeBack(await onPage('ar'), arabic)
	await comeBack(await onPage('fr'), cardWords(amina, 'ru').join('\n'))
})

test('a saved card is read without typing', async () => {
	const page = await onPage('fr')
	const card = `${cardWords(amina, 'fr').join('\r\n')}\r\n\r\n${toDigits(amina.secret, 'return').join(' ')}\r\n`
	await page.page
		.locator('#return-card')
		.setInputFiles({ name: 'liste.txt', mimeType: 'text/plain', buffer: Buffer.from(card) })
	await press(page, page.words.wordsGo)
	await heading(page, page.words.threadTitle)
})

test('a pasted or saved card with a slip in it is told before anything is asked, a right one opens', async () => {
	const page = await onPage('fr')
	const { errorNumbers, errorTypo, wordsGo } = page.words
	const words = cardWords(amina, 'fr')
	const groups = toDigits(amina.secret, 'return')
	const slip = groups[4] === '000' ? '001' : '000'
	const paste = async (text: string) => {
		await page.page.locator('#return-words').fill('')
		await page.page.locator('#return-words').focus()
		await page.page.keyboard.insertText(text)
		await press(page, wordsGo)
	}
	const load = async (text: string) => {
		const card = { name: 'liste.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }
		await page.page.locator('#return-card').setInputFiles(card)
		await press(page, wordsGo)
	}
	await paste(keptText({ words: words.with(0, words[1] ?? '').with(1, words[0] ?? ''), groups: [] }))
	await page.page.getByText(errorTypo).waitFor()
	await load(keptText({ words, groups: groups.with(4, slip) }))
	await page.page.getByText(errorNumbers).waitFor()
	await load('Nothing of the kind.')
	await page.page.locator('#words-problem').waitFor()
	expect(callsOf(page)).toEqual([])
	await paste(keptText({ words, groups }))
	await heading(page, page.words.threadTitle)
})

test('words that lead nowhere get one answer, which says how to check the address', async () => {
	const page = await onPage('ar')
	const nobody: Writer = { ...amina, secret: amina.secret.map((byte) => byte ^ 1) }
	await giveWords(page, cardWords(nobody, 'ar').join(' '))
	await heading(page, page.words.nothingTitle)
	expect(await page.page.locator('code').innerText()).toBe(new URL(kessa.origin).host)
	// A browser says of itself that it was refused.
	expect(page.complaints.splice(0)).toMatchObject([expect.stringContaining('404')])
})

test('a forged answer, a stranger’s and a missing one are warnings in place; none is shown', async () => {
	await openThread(kessa, amina)
	await leaveAnswer(kessa, amina, { n: 0, text: 'The first answer.' })
	await leaveAnswer(kessa, amina, { n: 2, text: 'The third answer.' })
	const stranger = new Uint8Array(32) as MacKey
	await leaveAnswer(kessa, amina, { n: 1, text: 'Come to the station at noon.' }, { macKey: stranger })
	await leaveAnswer(kessa, amina, { n: 1, text: 'Write to this number.' }, { author: 'person' })
	const page = await onPage('fr')
	await comeBack(page, cardWords(amina, 'fr').join(' '))
	await page.page.getByText('The third answer.').waitFor()
	expect(await page.page.getByText(page.words.faults.forged).count()).toBe(2)
	await page.page.getByText(page.words.missingHeld).waitFor()
	const shown = await textOf(page)
	expect(shown).not.toContain('station')
	expect(shown).not.toContain('number.')
})

test('a killed tab shows the answer again', async () => {
	await answered()
	const first = await onPage('fr')
	await comeBack(first, cardWords(amina, 'fr').join(' '))
	await first.page.getByText(QUESTION).waitFor()
	await first.page.close()
	const second = await onPage('fr')
	await comeBack(second, cardWords(amina, 'fr').join(' '))
	await second.page.getByText(QUESTION).waitFor()
	await press(second, second.words.readButton)
	await second.page.getByText(second.words.readDone).waitFor()
	expect(await textOf(second)).not.toContain(QUESTION)
})

test('a person leaves somebody out before the first answer, and that person gets no key', async () => {
	const page = await onPage('fr')
	await comeBack(page, cardWords(amina, 'fr').join(' '))
	await press(page, page.words.doWrite)
	await heading(page, page.words.leaveOutTitle)
	await press(page, page.words.leaveOutGo)
	await page.page.getByText(page.words.leaveOutChoose).first().waitFor()
	await page.page.getByLabel(page.words.leaveOutSome).check()
	await page.page.getByLabel(page.words.labels.coordinator.one.replace('{count}', '1')).check()
	await press(page, page.words.leaveOutGo)
	await page.page.locator('#text').fill('Not for Ruth.')
	await press(page, page.words.send)
	await page.page.getByText(page.words.stored).waitFor()
	await expect(messagesOf(kessa, amina)).rejects.toThrow('not for these readers')
})

describe('who may know', () => {
	async function choose(page: ReturnPage, reach: Consent['reach'], totals: boolean): Promise<void> {
		await press(page, page.words.doMayKnow)
		await page.page.getByLabel(page.words.reaches[reach].label, { exact: true }).check()
		if (totals) await page.page.getByLabel(page.words.totalsLabel).check()
		await press(page, page.words.send)
		await page.page.getByText(page.words.mayKnowStored.replace('{sentence}', '').trim()).first().waitFor()
	}

	test('more is signed for that one message, less is deniable', async () => {
		await answered()
		const page = await onPage('ar')
		await comeBack(page, cardWords(amina, 'ar').join(' '))
		await choose(page, 'experts-named', true)
		await choose(page, 'team-only', false)
		const [more, less] = only(await laterRecords(), 'consent')
		if (more?.signature == null || !isSignature(more.signature))
			throw new Error('more consent must be signed')
		const { mailbox, consentSeed } = amina.keys
		const bytes = consentToSign(kessa.team.desk, mailbox, more, more.consent)
		expect(isSignedBy(signingKeyOf(consentSeed), 'consent', bytes, more.signature)).toBe(true)
		expect(less).toMatchObject({ signature: null, consent: { reach: 'team-only', totals: false } })
	})

	test('the choice is given back as what the team may and may not do', async () => {
		await answered()
		const page = await onPage('fr')
		await comeBack(page, cardWords(amina, 'fr').join(' '))
		await press(page, page.words.doMayKnow)
		const { permissions } = page.words
		const note = page.page.locator('.note[role=status]')
		expect(await note.innerText()).toContain(permissions['contact-government'])
		await page.page.getByLabel(page.words.reaches['team-only'].label, { exact: true }).check()
		expect(await note.innerText()).toContain(permissions['tell-experts-unnamed'])
	})
})

test('with the words alone, a second browser sees nothing that was sent or read, and can only wish', async () => {
	await answered()
	const first = await onPage('fr')
	await comeBack(first, cardWords(amina, 'fr').join(' '))
	await press(first, first.words.doAnswer)
	await first.page.locator('#text').fill('My brother Idris saw it.')
	await press(first, first.words.send)
	await first.page.getByText(first.words.readDone).waitFor()

	const thief = await onPage('fr')
	const bodies: string[] = []
	thief.page.on('response', (response) => {
		void response.body().then(
			(body) => bodies.push(body.toString('latin1')),
			() => null,
		)
	})
	await comeBack(thief, cardWords(amina, 'fr').join(' '))
	const shown = await textOf(thief)
	for (const secret of [STORY, QUESTION, 'Idris']) {
		expect(shown).not.toContain(secret)
		expect(bodies.join('\n')).not.toContain(secret)
	}
	await press(thief, thief.words.doDelete)
	await goPastReaders(thief)
	await press(thief, thief.words.send)
	await heading(thief, thief.words.threadTitle)
	await thief.page.getByText(thief.words.deleteWait).waitFor()
	expect(only(await laterRecords(), 'wish')).toMatchObject([{ wish: 'delete' }])
	expect((await messagesOf(kessa, amina)).length).toBeGreaterThan(2)
})

test('a photo that says where it was taken goes as a clean copy, and the team opens just that', async () => {
	await answered()
	const page = await onPage('fr')
	await comeBack(page, cardWords(amina, 'fr').join(' '))
	await press(page, page.words.doFiles)
	const photo = { name: 'IMG_20240512_143211.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(phoneJpeg()) }
	await page.page.locator('#files').setInputFiles(photo)
	await page.page.getByText(page.words.traces.place).first().waitFor()
	expect(await page.page.getByLabel(page.words.copyClean, { exact: true }).isChecked()).toBe(true)
	await press(page, page.words.filesSend)
	await page.page.getByText(page.words.fileStored).waitFor()
	const [sent] = only(await laterRecords(), 'file')
	if (sent === undefined) throw new Error('no message names the file')
	expect(sent.file).toMatchObject({ copy: 'clean-copy', name: '1.jpg', type: 'image/jpeg' })
	const parts = await partsOf(kessa, amina, sent.file)
	const file = await openFile(new Blob(parts).stream(), sent.file.key as AgeIdentity)
	const bytes = new Uint8Array(await new Response(file?.stream).arrayBuffer())
	expect(file?.hash()).toBe(sent.file.sha256)
	expect(mirror(bytes, '').traces).toEqual([])
	expect(bytes.length).toBe(sent.file.size)
})
