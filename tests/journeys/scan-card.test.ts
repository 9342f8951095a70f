import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pictureOf } from '#components/tell/words-kept.ts'
import { toDigits } from '#vault/words.ts'
import { type Kessa, startKessa, tellStory, type Writer } from '../world/kessa-server.ts'
import { eachInChromium } from './in-chromium.ts'
import { callsOf, heading, openReturnPage, press, type ReturnPage } from './return-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'card-'))
const film = join(folder, 'card.y4m')
let kessa: Kessa
let amina: Writer
let digits: string[]

beforeAll(async () => {
	kessa = await startKessa()
	amina = await tellStory(kessa, 'They followed Amina after the march at Kessa.')
	digits = toDigits(amina.secret, 'return')
	writeFileSync(film, filmOf(digits.join('')))
})

afterAll(async () => {
	await kessa.stop()
	rmSync(folder, { recursive: true })
})

/** What a camera held over a card shows, as YUV4MPEG2: grey, with the square in the middle. */
function filmOf(text: string): Buffer {
	const [width, height, scale] = [640, 480, 8]
	const square = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
	const left = Math.floor((width - square.length * scale) / 2)
	const top = Math.floor((height - square.length * scale) / 2)
	const luma = Buffer.alloc(width * height, 160)
	for (const [row, modules] of square.entries())
		for (const [column, dark] of modules.entries())
			for (let line = 0; line < scale; line++)
				luma.fill(
					dark ? 20 : 235,
					(top + row * scale + line) * width + left + column * scale,
					(top + row * scale + line) * width + left + (column + 1) * scale,
				)
	const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)])
	const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
	return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)])
}

/** The return page, with every camera it opened remembered, so that a test can see whether it is off. */
async function onPage(open: ReturnType<typeof eachInChromium>): Promise<ReturnPage> {
	const page = await openReturnPage(
		async (options) => {
			const watched = await open(options)
			await watched.page.addInitScript(() => {
				const cameras: MediaStreamTrack[] = []
				Object.assign(globalThis, { cameras })
				const devices = navigator.mediaDevices
				const real = devices.getUserMedia.bind(devices)
				devices.getUserMedia = async (wanted) => {
					const stream = await real(wanted)
					cameras.push(...stream.getTracks())
					return stream
				}
			})
			return watched
		},
		kessa,
		'fr',
	)
	return page
}

/** Kind and state of everything the page opened. */
function cameras({ page }: ReturnPage): Promise<string[]> {
	return page.evaluate(() => {
		const opened = (globalThis as unknown as { cameras: MediaStreamTrack[] }).cameras
		return opened.map((track) => `${track.kind} ${track.readyState}`)
	})
}

const boxOf = ({ page }: ReturnPage) => page.locator('#return-words').inputValue()

describe('with a camera over the card', () => {
	const open = eachInChromium(() => [`--use-file-for-fake-video-capture=${film}`])

	test('the words are in the box, the camera is off, nothing was asked, and the thread opens', async () => {
		const page = await onPage(open)
		await press(page, page.words.scanOpen)
		await page.page.getByText(page.words.scanFound).waitFor()
		expect(await boxOf(page)).toBe(digits.join(' '))
		expect(await cameras(page)).toEqual(['video ended'])
		expect(await page.page.locator('video').count()).toBe(0)
		expect(callsOf(page)).toEqual([])
		await press(page, page.words.wordsGo)
		await heading(page, page.words.threadTitle)
		expect(page.complaints).toEqual([])
	})

	test('what reads pictures is fetched only when somebody wants to scan', async () => {
		const page = await onPage(open)
		const weigh = () => page.requests.filter((request) => request.url().endsWith('.js')).length
		const before = weigh()
		await press(page, page.words.scanOpen)
		await page.page.getByText(page.words.scanFound).waitFor()
		expect(weigh()).toBeGreaterThan(before)
	})
})

describe('with a camera that sees no card', () => {
	const open = eachInChromium()

	test('it looks on until the person turns it off, gives the words otherwise, or leaves', async () => {
		const page = await onPage(open)
		await press(page, page.words.scanOpen)
		await page.page.locator('video').waitFor()
		expect(await cameras(page)).toEqual(['video live'])
		await press(page, page.words.scanStop)
		expect(await cameras(page)).toEqual(['video ended'])

		await press(page, page.words.scanOpen)
		await page.page.locator('video').waitFor()
		await page.page.locator('#return-words').fill(digits.join(' '))
		await press(page, page.words.wordsGo)
		await heading(page, page.words.threadTitle)
		expect(await cameras(page)).toEqual(['video ended', 'video ended'])

		const other = await onPage(open)
		await press(other, other.words.scanOpen)
		await other.page.locator('video').waitFor()
		await other.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
		expect(await cameras(other)).toEqual(['video ended'])
		expect([...page.complaints, ...other.complaints]).toEqual([])
	})

	test('a photo of the card does as well; other pictures are told apart', async () => {
		const page = await onPage(open)
		const choose = async (name: string, mimeType: string, buffer: Buffer) => {
			await page.page.locator('#return-photo').setInputFiles({ name, mimeType, buffer })
		}
		const { scanFaults } = page.words
		const gifOf = async (texts: readonly string[]) =>
			Buffer.from((await pictureOf(texts)).split(',')[1] ?? '', 'base64')
		await choose('bus.gif', 'image/gif', await gifOf(['4711']))
		await page.page.getByText(scanFaults.other).waitFor()
		await choose('broken.jpg', 'image/jpeg', Buffer.from('no picture'))
		await page.page.getByText(scanFaults.unreadable).waitFor()
		await choose('grey.png', 'image/png', await page.page.screenshot())
		await page.page.getByText(scanFaults.nothing).waitFor()
		expect(await boxOf(page)).toBe('')
		await choose('IMG_0007.gif', 'image/gif', await gifOf(digits))
		await page.page.getByText(page.words.scanFound).waitFor()
		expect(await boxOf(page)).toBe(digits.join(' '))
		expect(callsOf(page)).toEqual([])
		expect(page.complaints).toEqual([])
	})
})

describe('with a camera the person does not allow', () => {
	const open = eachInChromium(() => ['--use-fake-ui-for-media-stream=deny'])

	test('the page says what else to do', async () => {
		const page = await onPage(open)
		await press(page, page.words.scanOpen)
		await page.page.getByText(page.words.scanFaults.refused).waitFor()
		expect(await page.page.getByRole('button', { name: page.words.scanOpen }).isEnabled()).toBe(true)
	})
})

describe('without any camera', () => {
	const open = eachInChromium(() => ['--use-fake-device-for-media-stream=device-count=0'])

	test('the page says what else to do', async () => {
		const page = await onPage(open)
		await press(page, page.words.scanOpen)
		await page.page.getByText(page.words.scanFaults.none).waitFor()
	})
})
