import AxeBuilder from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import card from '#content/en/interface/card.json' with { type: 'json' }
import form from '#content/en/interface/card-form.json' with { type: 'json' }
import desk from '#content/en/interface/desk.json' with { type: 'json' }
import { today } from '#browser/today.ts'
import { writeRoster } from '#browser/desk/write-roster.ts'
import { paths } from '#components/paths.ts'
import { isolated, say } from '#components/say.ts'
import { addDays } from '#domain/days.ts'
import { eachInChromium } from './in-chromium.ts'
import { KESSA, startTeam, type TeamAtWork, passphraseOf } from './team-at-work.ts'
import { seeTeam, unlock } from './team-steps.ts'

const SHELTER = {
	name: 'Kessa Valley shelter',
	reach: '+999 55 0142',
	languages: ['en' as const],
	days: ['mon' as const],
	hours: null,
	confirmed: addDays(today(), -100),
}

const open = eachInChromium()
let team: TeamAtWork

beforeAll(async () => {
	team = await startTeam()
	const aged = { ...KESSA, contacts: [SHELTER] }
	await writeRoster(team.ruth, { kind: 'card-changed', card: aged }, today())
})

afterAll(async () => {
	await team.stop()
})

const danger = async (): Promise<string> => (await fetch(team.origin + paths.danger('en'))).text()

test('an administrator confirms an old contact, says who can force the team, and people see both', async () => {
	expect(await danger()).not.toContain(SHELTER.reach)
	const { page, complaints } = await open({ viewport: { width: 1280, height: 900 }, isMobile: false })
	await page.goto(`${team.origin.replace('127.0.0.1', 'desk.localhost')}/en/desk`)
	await unlock(page, { login: 'ruth', passphrase: passphraseOf('ruth'), sheet: '' })
	await seeTeam(page)
	await page.getByRole('button', { name: form.confirm }).click()
	await page.getByText(say(form.confirmedNow, { name: isolated(SHELTER.name) })).waitFor()
	expect(await danger()).toContain(SHELTER.reach)

	const cards = page.getByRole('region', { name: desk.cardTitle, exact: true })
	await cards.getByRole('button', { name: desk.cardChange, exact: true }).click()
	await page.locator('summary', { hasText: 'French' }).click()
	await page.locator('#can-fr').fill('vous conseiller\nvous accompagner')
	await page.locator('#obliged-fr').fill('Un juge d’Arcadie.')
	await page.locator('#preview-language').selectOption('ar')
	const preview = page.locator('.desk-card[lang=ar]')
	expect(await preview.innerText()).toContain('vous accompagner')
	expect(await preview.getAttribute('dir')).toBe('rtl')
	const { violations } = await new AxeBuilder({ page }).include('form').analyze()
	expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`)).toEqual([])
	await page.locator('#can-fr').fill(Array(6).fill('vous conseiller').join('\n'))
	expect(await page.getByRole('alert').innerText()).toContain(form.gaps.tooManyLines)
	await page.locator('#can-fr').fill('vous accompagner')
	await cards.getByRole('button', { name: desk.cardSave, exact: true }).click()
	await page.getByText(desk.cardSaved).waitFor()
	const html = await (await fetch(team.origin + paths.before('fr'))).text()
	for (const said of ['vous accompagner', 'Un juge d’Arcadie.']) expect(html).toContain(said)
	expect(await danger()).toContain(card.contactsHint)
	expect(complaints).toEqual([])
})
