import { Buffer } from 'node:buffer'
import type { BrowserContextOptions, Page } from 'playwright-core'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import inbox from '#content/en/interface/inbox.json' with { type: 'json' }
import back from '#content/en/interface/return.json' with { type: 'json' }
import tellWords from '#content/en/interface/tell.json' with { type: 'json' }
import type { NewMember } from '#browser/desk/new-member.ts'
import { canary, phoneJpeg } from '#browser/reporter/hidden-data/crafted-files.ts'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import type { eachInChromium, Watched } from '../journeys/in-chromium.ts'
import { comeBack, openReturnPage, press } from '../journeys/return-page.ts'
import { button, giveTwoWordsBack, seeWords, send, waitUntilStored } from '../journeys/tell-steps.ts'
import { canari, type Canary } from './find-canaries.ts'

const LONG = { timeout: 60_000 }
const PICTURE = ['artist', 'user-comment', 'serial', 'xmp-author', 'trailer']

/** Requests that say who is asking: proofs of the return words, of the passphrase, and of a session. */
const PROVING = /\/(?:answers|answers\/read|files|files\/stored|messages|deposits|sessions|challenges)$/

type Asked = {
	open: ReturnType<typeof eachInChromium>
	/** Where the public pages and the team's pages are. */
	origin: string
	deskOrigin: string
	member: NewMember
	/** Sent with every request, as a proxy in front of the server would. */
	headers: Record<string, string>
}

/** What a person and a member do from the first word to the last, in browsers, with a canary in every box. */
export class Journey {
	readonly #asked: Asked
	readonly #said: Canary[] = PICTURE.map((place) => ({ name: `picture’s ${place}`, is: canary(place) }))
	readonly #watched: Watched[] = []
	readonly #userAgent = `Mozilla/5.0 ${canari('browser')}`.replaceAll('"', '').replaceAll('é', 'e')
	returnWords: string[] = []

	constructor(asked: Asked) {
		this.#asked = asked
	}

	/** Everything that was written or chosen so far. */
	get said(): readonly Canary[] {
		return this.#said
	}

	/** Everything that was shown to the server to be let in, and the browser's name. */
	get proofs(): Canary[] {
		const requests = this.#watched.flatMap((watched) => watched.requests)
		const proofs = new Set<string>()
		for (const request of requests) {
			const { pathname } = new URL(request.url())
			const body = request.postDataBuffer()?.toString('latin1') ?? ''
			if (PROVING.test(pathname))
				for (const [, proof] of body.matchAll(/"(?:signature|challenge|auth)":"([^"]+)"/g))
					if (proof) proofs.add(proof)
			const token = request.headers()['authorization']?.replace('Bearer ', '')
			if (token !== undefined) proofs.add(token)
		}
		return [
			{ name: 'browser', is: this.#userAgent },
			...[...proofs].map((is, at) => ({ name: `proof ${String(at)}`, is })),
		]
	}

	#say(what: string): string {
		const is = canari(what)
		this.#said.push({ name: what, is })
		return is
	}

	#open = async (options: BrowserContextOptions = {}): Promise<Watched> => {
		const { open, headers } = this.#asked
		const watched = await open({ ...options, userAgent: this.#userAgent, extraHTTPHeaders: headers })
		this.#watched.push(watched)
		return watched
	}

	/** A story and a voice note; then, from the page that says it is stored, everything else. */
	async tellAndAdd(): Promise<void> {
		const watched = await this.#open()
		const { page } = watched
		await page.goto(`${this.#asked.origin}/en/w/tell`)
		await button(page, tellWords.voiceRecord).click()
		await page.waitForTimeout(1200)
		await button(page, tellWords.voiceStop).click()
		await page.locator('audio').waitFor()
		await page.fill('#story', this.#say('story'))
		this.returnWords = await seeWords(page, 'en')
		await giveTwoWordsBack(page, 'en', this.returnWords)
		await send(page, 'en')
		await waitUntilStored(page, 'en')
		await page.getByRole('link', { name: tellWords.sentAdd }).click()
		await page.getByRole('heading', { name: back.threadTitle, level: 1 }).waitFor()
		await this.#addTopics(page)
		await this.#decideAndReach(page)
		await this.#addFile(page)
	}

	async #addTopics(page: Page): Promise<void> {
		await button(page, back.doAdd).click()
		await page.getByRole('radio').first().check()
		await button(page, back.leaveOutGo).click()
		for (const topic of ['who-did-it', 'where', 'when', 'un-contact'] as const) {
			await page.getByRole('button', { name: back.topics[topic].choose }).click()
			if (topic === 'when') await page.fill('#earliest', '2026-02-03')
			await page.fill('#topic-text', this.#say(topic))
			await button(page, back.send).click()
			await page.getByRole('heading', { name: back.topicsTitle }).waitFor()
		}
		await button(page, back.backToThread).click()
	}

	async #decideAndReach(page: Page): Promise<void> {
		await button(page, back.doMayKnow).click()
		await page.getByLabel(back.reaches['experts-named'].label, { exact: true }).check()
		await page.fill('#keep-from', this.#say('who must not learn of it'))
		await button(page, back.send).click()
		await page.locator('.note.good').waitFor()
		await button(page, back.doReach).click()
		await page.fill('#reach-how', this.#say('number'))
		await page.fill('#reach-ask', this.#say('name to ask for'))
		await button(page, back.send).click()
		await page.locator('.note.good').waitFor()
	}

	async #addFile(page: Page): Promise<void> {
		await button(page, back.doFiles).click()
		const name = `${this.#say('file name').replaceAll('"', '')}.jpg`
		this.#said.push({ name: 'file name in full', is: name })
		const buffer = Buffer.from(phoneJpeg())
		await page.locator('#files').setInputFiles({ name, mimeType: 'image/jpeg', buffer })
		await page.getByLabel(back.copyOriginal, { exact: true }).check()
		await button(page, back.filesSend).click()
		await page.getByText(back.fileStored).waitFor()
	}

	/** A member takes the message in, looks at the files, answers, and hands all of it to somebody. */
	async openAnswerAndExport(): Promise<void> {
		const page = await this.#unlock()
		await this.#openMessage(page)
		await page.getByRole('button', { name: inbox.takeIn }).click()
		await page.getByText('took it in').waitFor(LONG)
		await page.locator('.entry', { hasText: inbox.notTakenIn }).first().waitFor({ state: 'detached' })
		const files = page.locator('.attached')
		for (const file of await files.all()) await file.getByRole('button', { name: inbox.files.open }).click()
		await files.getByRole('button', { name: inbox.files.showPicture }).click()
		await page.keyboard.press('n')
		await page.getByLabel(inbox.noteLabel).fill(this.#say('note'))
		await button(page, inbox.noteSave).click()
		await page.getByText(inbox.noteHint).waitFor({ state: 'detached' })
		await page.keyboard.press('a')
		await page.getByLabel(inbox.answerText).fill(this.#say('answer'))
		await page.getByLabel(inbox.nextStep).fill(this.#say('next step'))
		await page.keyboard.press('Control+Enter')
		await page.getByText(inbox.answerLeft).waitFor(LONG)
		await this.#export(page)
		await page.locator('.search-box').fill(this.#say('search'))
		await page.getByText(inbox.nothingFound).waitFor()
	}

	async #export(page: Page): Promise<void> {
		const recipient = await recipientOf(x25519Identity(crypto.getRandomValues(new Uint8Array(32))))
		this.#said.push({ name: 'recipient of the export', is: recipient })
		await page.getByRole('button', { name: inbox.exporting.open }).click()
		await page.locator('textarea.key').fill(recipient)
		const saved = page.waitForEvent('download')
		await button(page, inbox.exporting.save).click()
		await (await saved).path()
		await page.getByRole('dialog').getByRole('button', { name: inbox.close }).click()
	}

	/** The person types their words, reads, and writes once more. */
	async comeBackAndWrite(): Promise<void> {
		const opened = await openReturnPage(this.#open, this.#asked, 'en')
		await comeBack(opened, this.returnWords.join(' '))
		await opened.page.getByText('canari').first().waitFor()
		await press(opened, back.doAnswer)
		await opened.page.fill('#text', this.#say('second message'))
		await press(opened, back.send)
		await opened.page.getByText(back.stored).waitFor()
		await opened.page.getByText(back.readDone).waitFor()
	}

	/** A member destroys everything there is of the message. */
	async destroy(): Promise<void> {
		const page = await this.#unlock()
		await this.#openMessage(page)
		await page.getByRole('button', { name: inbox.destroying.open }).click()
		await page.getByLabel(inbox.destroying.understood).check()
		await button(page, inbox.destroying.confirm).click()
		await page.getByText(inbox.destroying.gone.now.split('{')[0] ?? '').waitFor(LONG)
	}

	async #unlock(): Promise<Page> {
		const desktop = { viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false }
		const { page } = await this.#open(desktop)
		await page.goto(`${this.#asked.deskOrigin}/en/desk`)
		await page.getByLabel(desk.login).fill(this.#asked.member.login)
		await page.getByLabel(desk.passphrase, { exact: true }).fill(this.#asked.member.passphrase)
		await button(page, desk.unlock).click()
		await page.locator('.inbox').waitFor(LONG)
		return page
	}

	async #openMessage(page: Page): Promise<void> {
		const story = this.#said.find(({ name }) => name === 'story')?.is
		await page.locator('[data-thread]', { hasText: String(story) }).click(LONG)
	}
}
