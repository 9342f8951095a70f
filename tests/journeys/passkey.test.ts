import AxeBuilder from '@axe-core/playwright'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import setup from '#content/en/interface/setup.json' with { type: 'json' }
import { today } from '#browser/today.ts'
import { isolated, say, sayDay } from '#components/say.ts'
import { carries } from './in-chromium.ts'
import { newPage, runSite, type Site } from './running-site.ts'
import { answerSetUp, seeTeam, SLOW, type TeamPapers, unlock } from './team-steps.ts'

let site: Site
let page: Page
let said: string[]
let papers: TeamPapers
let device: Device

/** What stands in for the lock of a telephone or a laptop. */
type Device = { cdp: CDPSession; authenticatorId: string }

async function withDevice(of: Page, hasPrf: boolean): Promise<Device> {
	const cdp = await of.context().newCDPSession(of)
	await cdp.send('WebAuthn.enable')
	const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			ctap2Version: 'ctap2_1',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			hasPrf,
			automaticPresenceSimulation: true,
		},
	})
	return { cdp, authenticatorId }
}

async function passkeysOn({ cdp, authenticatorId }: Device) {
	return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}

const byPasskey = (of: Page) => of.getByRole('button', { name: desk.unlockPasskey })
const add = (of: Page) => of.getByRole('button', { name: desk.passkeyAdd })
const lock = (of: Page) => of.getByRole('button', { name: desk.lock, exact: true }).click()
const isIn = (of: Page) => of.getByText(say(desk.you, { name: 'Amina' })).waitFor({ timeout: SLOW })

/** Another browser, without Amina's device, that she opens with her passphrase. */
async function enterElsewhere(hasPrf: boolean): Promise<{ page: Page; device: Device }> {
	const other = await newPage(site)
	const itsDevice = await withDevice(other.page, hasPrf)
	await other.page.goto(page.url())
	await unlock(other.page, papers)
	await isIn(other.page)
	await seeTeam(other.page)
	return { page: other.page, device: itsDevice }
}

beforeAll(async () => {
	site = await runSite()
	const link = site.server.setupLink
	if (link === null) throw new TypeError('no set-up link')
	;({ page, said } = await newPage(site, { viewport: { width: 320, height: 700 } }))
	device = await withDevice(page, true)
	papers = await answerSetUp(page, link, { recovery: true })
}, 3 * SLOW)

afterAll(async () => {
	await site.close()
})

test(
	'Amina sets up her team, adds a passkey, locks, and opens with nothing typed',
	async () => {
		await page.getByRole('button', { name: setup.found }).click()
		await page.getByRole('button', { name: setup.enter }).click({ timeout: SLOW })
		await page.getByText(desk.passkeysNone).waitFor()
		const address = isolated(new URL(page.url()).hostname)
		await page.getByText(say(desk.passkeysBound, { address })).waitFor()

		const sent: Parameters<typeof carries>[0][number][] = []
		page.on('request', (request) => sent.push(request))
		await page.getByLabel(desk.passkeyLabel).fill('the old laptop')
		await add(page).click()
		await page.getByText(desk.passkeyDone).waitFor()
		await page.getByText('the old laptop', { exact: true }).waitFor()
		await page.getByText(say(desk.passkeyAdded, { day: sayDay(today(), 'en') })).waitFor()

		await lock(page)
		await byPasskey(page).click()
		await isIn(page)
		await seeTeam(page)
		await page.getByText('the old laptop', { exact: true }).waitFor()
		const { violations } = await new AxeBuilder({ page }).analyze()
		expect(violations.map(({ id }) => id)).toEqual([])

		const [made, ...others] = await passkeysOn(device)
		expect(others).toEqual([])
		expect(made).toMatchObject({ rpId: 'desk.localhost', isResidentCredential: true })
		expect(Buffer.from(made?.userHandle ?? '', 'base64')).toHaveLength(16)
		const name = Buffer.from(made?.credentialId ?? '', 'base64')
		for (const own of ['the old laptop', name.toString('base64url'), name.toString('hex')])
			expect(carries(sent, own)).toEqual([])
		expect(said).toEqual([])
	},
	3 * SLOW,
)

test('one device gets one passkey', async () => {
	await add(page).click()
	await page.getByText(desk.passkeyFailure['already-here']).waitFor()
	expect(await passkeysOn(device)).toHaveLength(1)
	await expect.poll(() => page.getByRole('button', { name: desk.passkeyRemove }).count()).toBe(1)
})

test(
	'a device whose passkeys cannot lock keys is refused with a sentence, and nothing is stored',
	async () => {
		const elsewhere = await enterElsewhere(false)
		await add(elsewhere.page).click()
		await elsewhere.page.getByText(desk.passkeyFailure['cannot-lock']).waitFor()
		const rows = await site.server.instance.store.read.selectFrom('passkeys').select('id').execute()
		expect(rows).toHaveLength(1)
		await elsewhere.page.context().close()
	},
	2 * SLOW,
)

test(
	'a passkey removed from another device opens nothing any more, and the desk it opened is closed',
	async () => {
		const elsewhere = await enterElsewhere(true)
		await elsewhere.page.getByRole('button', { name: desk.passkeyRemove }).click()
		await elsewhere.page.getByText(desk.passkeyRemoved).waitFor()
		await elsewhere.page.getByText(desk.passkeysNone).waitFor()
		await elsewhere.page.context().close()

		await page.getByRole('button', { name: desk.lookAgain }).click()
		await page.getByText(desk.lockedBecause['session-ended']).waitFor()
		expect(await passkeysOn(device)).toHaveLength(1)
		await byPasskey(page).click()
		await page.getByText(desk.unlockRefusal['wrong-passkey']).waitFor()
		await unlock(page, papers)
		await isIn(page)
	},
	2 * SLOW,
)

test(
	'a device that is not sure of its owner opens nothing, and the passphrase stands below',
	async () => {
		const elsewhere = await enterElsewhere(true)
		await add(elsewhere.page).click()
		await elsewhere.page.getByText(desk.passkeyDone).waitFor()
		await lock(elsewhere.page)
		const { cdp, authenticatorId } = elsewhere.device
		await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
		await byPasskey(elsewhere.page).click()
		await elsewhere.page.getByText(desk.passkeyFailure['none-used']).waitFor()
		expect(await elsewhere.page.getByLabel(desk.passphrase, { exact: true }).isVisible()).toBe(true)
		await elsewhere.page.context().close()
	},
	2 * SLOW,
)

test(
	'a browser without passkeys shows no button for one, and says at the keys why',
	async () => {
		const { page: old } = await newPage(site)
		await old.addInitScript(() => {
			Reflect.deleteProperty(window, 'PublicKeyCredential')
		})
		await old.goto(page.url())
		await unlock(old, papers)
		expect(await byPasskey(old).count()).toBe(0)
		await isIn(old)
		await seeTeam(old)
		await old.getByText(desk.passkeysNotPossible).waitFor()
		expect(await add(old).count()).toBe(0)
		await old.context().close()
	},
	SLOW,
)
