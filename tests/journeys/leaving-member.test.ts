import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import closing from '#content/en/interface/closing.json' with { type: 'json' }
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import ended from '#content/en/interface/ended.json' with { type: 'json' }
import endedFr from '#content/fr/interface/ended.json' with { type: 'json' }
import team from '#content/en/interface/team.json' with { type: 'json' }
import { takeAccess } from '#browser/desk/inbox/access.ts'
import { writeAnswer } from '#browser/desk/inbox/answer.ts'
import { freshKey } from '#browser/desk/inbox/export-thread.ts'
import { isolated, say, sayDay } from '#components/say.ts'
import { addDays } from '#domain/days.ts'
import { today } from '#browser/today.ts'
import { refreshRoster } from '#browser/desk/write-roster.ts'
import { atWork, done, follow, look, openFirst } from '../world/at-work.ts'
import { newSecret } from '#vault/words.ts'
import { answersFor, routeAfter, tell } from '../world/writer.ts'
import { eachInChromium } from './in-chromium.ts'
import { cardWords, comeBack, giveWords, heading, openReturnPage, press, textOf } from './return-page.ts'
import { KESSA, papersOf, startTeam, type TeamAtWork } from './team-at-work.ts'
import { seeTeam, SLOW, unlock } from './team-steps.ts'

const visit = eachInChromium()
let server: TeamAtWork

beforeAll(async () => {
	server = await startTeam()
})

afterAll(async () => {
	await server.stop()
})

test(
	'Tomas hands over what he alone reads and what he promised; once he is removed Ruth makes new keys',
	async () => {
		const { ruth, tomas } = server
		const [first, second] = [
			await tell(ruth, { text: 'They took the radio of the Kessa station.' }),
			await tell(ruth, { text: 'Nobody may know but Tomas.', leftOut: ['coordinator'] }),
		]
		const at = atWork({ open: tomas })
		for (const { mailbox } of [first, second]) await openFirst(mailbox.keys.mailbox, at, today())
		const { mailbox } = first.mailbox.keys
		done(await takeAccess(await look(mailbox, at), [ruth.me.id], at.reader, at.token, today()))
		const words = {
			text: 'I will ask.',
			stage: 'reading',
			nextStep: 'I call.',
			promised: addDays(today(), 5),
		} as const
		done(await writeAnswer(await look(mailbox, at), words, at.reader, at.token, today()))

		const tomasVisits = await visit({ viewport: { width: 1280, height: 900 } })
		const { page } = tomasVisits
		await page.goto(`${server.origin}/en/desk`)
		await page.getByText(team.lost.phone.title).click()
		await page.getByText(team.lost.phone.steps[1] ?? '').waitFor()
		await unlock(page, papersOf('tomas'))
		await seeTeam(page)
		await page.getByText(team.lost.member.title).click()
		await page.getByRole('link', { name: team.lostGo.leaving }).click()
		await page.getByRole('button', { name: team.leavingLook }).click()
		await page.getByText('They took the radio').waitFor({ timeout: SLOW })
		await page.getByText('Nobody may know but Tomas').waitFor()
		await page.getByLabel(team.leavingTo).selectOption(ruth.me.id)
		await page.getByRole('button', { name: team.leavingRun }).click()
		await page.getByText('1 message was handed over').waitFor({ timeout: SLOW })
		// The person left Ruth out: that one stays, and the page says so.
		await page.getByText('1 stays').waitFor()
		const handed = await look(mailbox, atWork({ open: ruth }))
		expect(handed.state).toMatchObject({ answerer: ruth.me.id, doubts: [] })
		expect(handed.state.ring?.readers).toContain(ruth.me.id)
		expect(tomasVisits.complaints).toEqual([])

		const ruthVisits = await visit({ viewport: { width: 1280, height: 900 } })
		await ruthVisits.page.goto(`${server.origin}/en/desk`)
		await unlock(ruthVisits.page, papersOf('ruth'))
		await seeTeam(ruthVisits.page)
		await ruthVisits.page.getByRole('button', { name: desk.remove, exact: true }).click()
		await ruthVisits.page.getByRole('button', { name: 'Remove Tomas' }).click()
		await ruthVisits.page.getByText('Tomas is no longer in the team').waitFor({ timeout: SLOW })
		await ruthVisits.page.getByRole('button', { name: team.newKeysRun }).click()
		await ruthVisits.page.getByText('1 message has new keys').waitFor({ timeout: SLOW })
		await ruthVisits.page.getByText(team.cannotTakeBack).waitFor()
		expect(ruthVisits.complaints).toEqual([])
	},
	3 * SLOW,
)

test(
	'Ruth, left alone, ends the team: Amina reads it and says yes to another team; then nothing is left',
	async () => {
		const secret = newSecret('return', randomBytes(16))
		const amina = await tell(server.ruth, { text: 'They asked for our list of names.' }, secret)
		const words = cardWords({ secret }, 'fr').join(' ')
		const until = addDays(today(), 90)

		/** Unlocks the page on which a team ends. */
		async function atClosing(days = 0) {
			const visitor = await visit({ viewport: { width: 1280, height: 900 } })
			if (days > 0) await visitor.page.clock.setFixedTime(server.instance.now())
			await visitor.page.goto(`${server.origin}/en/desk/close`)
			await unlock(visitor.page, papersOf('ruth'))
			await visitor.page.getByRole('heading', { name: `1. ${closing.steps.stop}` }).waitFor({ timeout: SLOW })
			return visitor
		}

		const { page, complaints } = await visit({ viewport: { width: 1280, height: 900 } })
		await page.goto(`${server.origin}/en/desk`)
		await unlock(page, papersOf('ruth'))
		await seeTeam(page)
		await page.getByRole('link', { name: closing.link }).click()
		await unlock(page, papersOf('ruth'))
		await page.getByRole('button', { name: closing.stopTaking }).click({ timeout: SLOW })
		await page.getByLabel(closing.until).fill(until)
		await page.getByRole('button', { name: closing.announce }).click({ timeout: SLOW })
		await page.getByText(say(closing.announced, { day: sayDay(until, 'en') })).waitFor({ timeout: SLOW })
		// What Tomas alone could read opens for nobody who is left: it waits for the last day.
		await page.getByText(say(closing.left, { count: 3 })).waitFor({ timeout: SLOW })
		await page.getByText(say(closing.locked, { count: 1 })).waitFor()
		await page.getByRole('button', { name: say(closing.tell, { count: 2 }) }).click()
		await page.getByText(say(closing.toldNow, { count: 2 })).waitFor({ timeout: SLOW })
		await page.getByText(closing.handOverNone).waitFor()

		const back = await openReturnPage(visit, server, 'fr')
		await comeBack(back, words)
		const read = await textOf(back)
		expect(read).toContain('Kessa Watch')
		expect(read).toContain(sayDay(until, 'fr'))
		const [last] = await answersFor(amina)
		if (last === undefined) throw new RangeError('nothing was left for Amina')
		expect(last).toMatchObject({ stage: 'closed', ends: until })
		await press(back, back.words.readButton)
		const yes = { kind: 'addition', topic: 'more', text: 'Oui, donnez-le à Lamp Post.', when: null } as const
		await amina.visit.say(yes, routeAfter(last))

		await page.getByRole('button', { name: closing.lookAgain }).click()
		await page.getByText(say(closing.obstacles.unread, { count: 1 })).waitFor({ timeout: SLOW })
		const ruth = atWork({ open: await refreshRoster(server.ruth, today()) })
		await follow(amina.mailbox.keys.mailbox, ruth, today())
		await page.getByRole('button', { name: closing.lookAgain }).click()
		await page.getByText(yes.text).waitFor({ timeout: SLOW })
		await page.getByLabel(closing.isYes).check()
		await page.getByLabel(closing.handOverTo).fill('Lamp Post')
		await page.getByLabel(closing.handOverKey).fill((await freshKey()).recipient)
		const download = page.waitForEvent('download')
		await page.getByRole('button', { name: closing.handOver, exact: true }).click()
		expect((await download).suggestedFilename()).toBe('message.age')
		await page.getByText(say(closing.handedOver, { to: isolated('Lamp Post') })).waitFor({ timeout: SLOW })
		await page.getByText(say(closing.destroyWhen, { day: sayDay(until, 'en') })).waitFor({ timeout: SLOW })
		expect(complaints).toEqual([])

		server.instance.now = () => new Date(Date.now() + 91 * 86_400_000)
		const later = await atClosing(91)
		await later.page.getByLabel(closing.understood).check({ timeout: SLOW })
		await later.page.getByRole('button', { name: say(closing.destroy, { count: 3 }) }).click()
		await later.page.getByText(say(closing.destroyedNow, { count: 3 })).waitFor({ timeout: SLOW })
		await later.page.getByRole('button', { name: closing.sign }).click()
		const day = sayDay(addDays(today(), 91), 'en')
		await later.page.getByText(say(closing.closed, { day })).waitFor({ timeout: SLOW })
		const numbers = later.page.locator('dl.facts dd')
		expect(await numbers.allInnerTexts()).toEqual(['3', '2', '1', '1'])
		// What members keep of their own lists is refused once, because it spoke of what is gone.
		expect(later.complaints.filter((said) => !said.includes('409'))).toEqual([])

		const visitor = await visit()
		await visitor.page.goto(`${server.origin}/en`)
		await visitor.page.getByText(say(ended.ended, { name: isolated(KESSA.name), day })).waitFor()
		await visitor.page.getByText(ended.nobody).waitFor()
		expect(await visitor.page.locator('a[href="/en/w"]').count()).toBe(0)
		await visitor.page.goto(`${server.origin}/en/w/tell`)
		await visitor.page.getByText(ended.here).waitFor({ timeout: SLOW })
		const after = await openReturnPage(visit, server, 'fr')
		await giveWords(after, words)
		await heading(after, after.words.nothingTitle)
		expect(await textOf(after)).toContain(endedFr.endedMeans)
	},
	4 * SLOW,
)
