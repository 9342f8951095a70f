import { chromium } from 'playwright-core'
import { ARCADIA, hosting, servePages } from './journeys/pages-server.ts'
const host = await servePages(hosting([ARCADIA]))
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
for (const [w, l] of [[320, 'en'], [1280, 'en'], [320, 'ar'], [320, 'fr']] as const) {
	const ctx = await browser.newContext({ viewport: { width: w, height: w === 320 ? 640 : 900 }, javaScriptEnabled: false })
	const page = await ctx.newPage()
	page.on('console', (m) => console.log(m.text()))
	for (const [n, p] of [['home', ''], ['guide', '/guide'], ['ua', '/guide/ua_ced'], ['find', '/find']] as const) {
		const r = await page.goto(`${host.origin}/${l}${p}`)
		console.log(n, l, r?.status(), (await r!.body()).length)
		await page.screenshot({ path: `/tmp/look/${n}-${l}-${w}.png`, fullPage: true })
	}
	await page.selectOption('#country', 'MEX')
	await page.check('input[value=disappearance]')
	await page.check('input[name=outcome][value=protection]')
	await page.locator('details summary').last().click().catch(() => {})
	await page.selectOption('#danger', 'yes').catch((e) => console.log(String(e).slice(0, 100)))
	await page.locator('form button').click()
	console.log(page.url())
	await page.screenshot({ path: `/tmp/look/found-${l}-${w}.png`, fullPage: true })
	await ctx.close()
}
await browser.close(); host.close(); process.exit(0)
