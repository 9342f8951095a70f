import { afterAll, beforeAll, expect, test } from 'vitest'
import refusals from '#content/en/interface/refusals.json' with { type: 'json' }
import { findNonce, type FloodProof, MOST_BITS } from '#contract/flood-proof.ts'
import { ask } from '../world/api-server.ts'
import { anEnvelope, firstMessage, newPerson } from '../world/person.ts'
import { carries, eachInChromium } from './in-chromium.ts'
import { comeBack, openReturnPage, press } from './return-page.ts'
import { KESSA, recordsFor, startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import {
	button,
	giveTwoWordsBack,
	send,
	tell,
	tellTexts,
	waitUntilStored,
	writeAndSeeWords,
} from './tell-steps.ts'

const SPACE = 4_000_000
const chromium = eachInChromium()
let team: TeamAtWork
/** Mailboxes of whoever floods. */
const hostile: string[] = []
let amina: string[]

beforeAll(async () => {
	team = await startTeam(KESSA, SPACE)
	const { page } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	amina = await tell(page, 'en', 'I write before the flood.')
})

afterAll(async () => {
	await team.stop()
})

type Demand = { proof: { challenge: string; bits: number } | null; full: boolean }

/** Gives every proof that is asked for, until the demand is as wanted. */
async function floodUntil(reached: (demand: Demand) => boolean): Promise<void> {
	const at = { desk: team.ruth.desk }
	for (;;) {
		const demand = (await ask(team.origin, 'flood', { at })).value as Demand
		if (reached(demand)) return
		const person = newPerson(at.desk)
		const flood = demand.proof === null ? null : solved(demand.proof, person.mailbox)
		const frames = [firstMessage(person, await anEnvelope('x'.repeat(60_000)), flood)]
		expect((await ask(team.origin, 'tell', { at, frames })).because).toBe(null)
		hostile.push(person.mailbox)
	}
}

function solved({ challenge, bits }: { challenge: string; bits: number }, mailbox: string): FloodProof {
	return { challenge, nonce: findNonce({ challenge, bits, mailbox }, 0, 1e9) ?? -1 }
}

test('when room is short, the device works first and shows how far it is, then the message is stored', async () => {
	await floodUntil(({ proof }) => proof?.bits === MOST_BITS)
	const { page, complaints, requests } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	const given = await writeAndSeeWords(page, 'en', 'They follow me too.')
	await giveTwoWordsBack(page, 'en', given)
	const shown = await page.evaluateHandle(() => {
		const seen: { above: string; share: number }[] = []
		new MutationObserver(() => {
			const bar = document.querySelector('progress')
			const above = bar?.previousElementSibling?.textContent
			if (bar !== null && above != null) seen.push({ above, share: bar.value })
		}).observe(document.body, { subtree: true, childList: true, attributes: true })
		return seen
	})
	await send(page, 'en')
	await waitUntilStored(page, 'en')
	const seen = await shown.jsonValue()
	const shares = seen.map(({ share }) => share)
	expect(new Set(seen.map(({ above }) => above))).toEqual(new Set([tellTexts('en').sendingProof]))
	expect(shares).toEqual(shares.toSorted((one, other) => one - other))
	expect(shares[0]).toBe(0)
	expect(shares.at(-1)).toBeLessThan(1)
	expect(carries(requests, '"nonce":')).toHaveLength(1)
	expect((await storiesFor(team.tomas)).at(-1)?.text).toBe('They follow me too.')
	expect(complaints).toEqual([])
})

test('when there is no room for anybody new, Amina comes back and writes on', async () => {
	await floodUntil(({ full }) => full)
	const page = await openReturnPage(chromium, team, 'en')
	await comeBack(page, amina.join(' '))
	await press(page, page.words.doWrite)
	await page.page.getByRole('radio').first().check()
	await press(page, page.words.leaveOutGo)
	await page.page.locator('#text').fill('They came back tonight.')
	await press(page, page.words.send)
	await page.page.getByText(page.words.stored).waitFor()
	expect((await recordsFor(team.ruth)).at(-1)).toMatchObject({ text: 'They came back tonight.' })
	expect(page.complaints).toEqual([])
})

test('whoever finds no room is told so, keeps what they wrote, and sends it once the team has made room', async () => {
	const words = tellTexts('en')
	await floodUntil(({ full }) => full)
	const { page, complaints } = await chromium()
	await page.goto(`${team.origin}/en/w/tell`)
	const given = await writeAndSeeWords(page, 'en', 'No room for me?')
	await giveTwoWordsBack(page, 'en', given)
	await send(page, 'en')
	await page.getByRole('alert').getByText(refusals.full).waitFor()
	await page.getByText(words.failedText).click()
	await page.getByText('No room for me?').waitFor()

	const { desk, token } = team.ruth
	const threads = hostile.splice(0)
	expect((await ask(team.origin, 'discard', { at: { desk }, token, json: { threads } })).status).toBe(200)
	await button(page, words.tryAgain).click()
	await waitUntilStored(page, 'en')
	expect((await storiesFor(team.tomas)).at(-1)?.text).toBe('No room for me?')
	expect(complaints).toEqual([])
})
