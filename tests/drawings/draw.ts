import { writeFileSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import type { Drawing } from '#components/drawings/pictures.ts'
import { encodeDrawing } from './png.ts'
import { hashOf, type Sheet, SHEETS, styleOf } from './sheets.ts'

// Draws the files for browsers that show no SVG, after a drawing was changed: node tests/drawings/draw.ts

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const sheet of SHEETS) {
	const png = await drawSheet(page, sheet)
	writeFileSync(`src/components/drawings/${sheet.one}s.png`, png)
	writeFileSync(`src/components/drawings/${sheet.one}s.css`, styleOf(sheet))
	process.stdout.write(`${sheet.one}s: ${String(png.length)} bytes\n`)
}
await browser.close()

async function drawSheet(page: Page, sheet: Sheet): Promise<Buffer> {
	const { drawings, box, scale } = sheet
	const parts: number[][] = []
	for (const [, drawing] of drawings) parts.push(await opacityOf(page, svgOf(drawing, sheet)))
	return encodeDrawing(box.width * scale, Uint8Array.from(parts.flat()), hashOf(sheet))
}

function svgOf({ line, second }: Drawing, { box: { width, height }, scale, stroke }: Sheet): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width * scale)}" height="${String(height * scale)}"
		viewBox="0 0 ${String(width)} ${String(height)}" fill="none" stroke="#000" stroke-width="${String(stroke)}"
		stroke-linecap="round" stroke-linejoin="round"><path d="${line} ${second}"/></svg>`
}

/** A byte for each pixel. */
function opacityOf(page: Page, svg: string): Promise<number[]> {
	return page.evaluate(async (source) => {
		const image = new Image()
		image.src = `data:image/svg+xml,${encodeURIComponent(source)}`
		await image.decode()
		const canvas = new OffscreenCanvas(image.width, image.height)
		const context = canvas.getContext('2d')
		if (context === null) throw new TypeError('nothing to draw on')
		context.drawImage(image, 0, 0)
		const { data } = context.getImageData(0, 0, image.width, image.height)
		return Array.from(data).filter((_, at) => at % 4 === 3)
	}, svg)
}
