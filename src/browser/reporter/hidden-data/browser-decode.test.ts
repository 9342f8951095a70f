import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BoundedBytes } from './bounded-bytes.ts'
import { clean } from './clean.ts'
import { phoneJpeg, phoneWebp, plainJpeg, plainWebp, screenshotPng, talkativeGif } from './crafted-files.ts'

type Shown = { readonly width: number; readonly height: number; readonly pixels: readonly number[] }

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']

let browser: Browser
let page: Page

beforeAll(async () => {
	browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
	page = await browser.newPage()
}, 60_000)

afterAll(async () => {
	await browser.close()
})

/** How the browser shows a file: its size once turned, and its pixels after colour management. */
function shown(bytes: Uint8Array): Promise<Shown> {
	return page.evaluate(async (list) => {
		const blob = new Blob([Uint8Array.from(list)])
		const image = new Image()
		image.src = URL.createObjectURL(blob)
		await image.decode()
		const { naturalWidth: width, naturalHeight: height } = image
		const bitmap = await createImageBitmap(blob)
		const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
		if (!context) throw new Error('no drawing context')
		context.drawImage(bitmap, 0, 0)
		return { width, height, pixels: [...context.getImageData(0, 0, bitmap.width, bitmap.height).data] }
	}, Array.from(bytes))
}

/** The profile of the seed with red and green swapped: what it does to a picture cannot be missed. */
function strangeProfile(): Uint8Array {
	const webp = new BoundedBytes(plainWebp())
	const profile = webp.slice(38, webp.u32(34, true)).slice()
	const tag = (index: number): number => 132 + 12 * index
	for (let index = 0; index < 9; index++) {
		const name = new BoundedBytes(profile).ascii(tag(index), 4)
		if (name === 'rXYZ') profile.set(new TextEncoder().encode('gXYZ'), tag(index))
		if (name === 'gXYZ') profile.set(new TextEncoder().encode('rXYZ'), tag(index))
	}
	return profile
}

test.each([
	['a photo', plainJpeg()],
	['a photo held sideways', phoneJpeg(6)],
	['a screenshot with a colour profile of its own', screenshotPng(strangeProfile())],
	['a WebP photo', phoneWebp()],
	['a moving picture', talkativeGif()],
])('%s looks exactly the same once cleaned', async (_, bytes) => {
	const copy = clean(bytes)
	if (!copy.ok) throw new Error(copy.because)
	const before = await shown(bytes)
	expect(before.width).toBeGreaterThan(0)
	expect(await shown(copy.bytes)).toEqual(before)
})

test('a photo held sideways is turned, and a strange profile does change colours', async () => {
	expect(await shown(phoneJpeg(6))).toMatchObject({ width: 8, height: 12 })
	const [strange, none] = [
		await shown(screenshotPng(strangeProfile())),
		await shown(screenshotPng(new Uint8Array())),
	]
	expect(strange.pixels).not.toEqual(none.pixels)
})
