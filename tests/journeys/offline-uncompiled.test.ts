import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '#components/paths.ts'
import { type Firefox, startFirefox } from './in-firefox.ts'
import { carryTexts, savePage } from './offline-steps.ts'
import { startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { keepWords } from './visitor-steps.ts'

let team: TeamAtWork
let firefox: Firefox

beforeAll(async () => {
	;[team, firefox] = await Promise.all([startTeam(), startFirefox()])
})

afterAll(async () => {
	await firefox.close()
	await team.stop()
})

const STORY = 'Ils ont fermé la radio de Kessa.'

test('in Firefox, where nothing compiles scripts, the page from a file locks what the team then reads', async () => {
	const { inside, upload } = carryTexts('fr')
	const visitor = await firefox.visit()
	await visitor.goTo(pathToFileURL(await savePage(team.origin, 'fr')).href)
	await keepWords(visitor, STORY)
	await visitor.press(inside.lock)
	await visitor.see(inside.lockedTitle)
	await visitor.press(inside.save)
	const saved = join(firefox.downloads, 'file.bin')
	await expect.poll(() => existsSync(saved) && readFileSync(saved).length > 0).toBe(true)

	const form = new FormData()
	form.set('file', new Blob([readFileSync(saved)]), 'file.bin')
	const answered = await fetch(team.origin + paths.upload('fr'), { method: 'POST', body: form })
	expect(await answered.text()).toContain(upload.outcomes.stored)
	expect((await storiesFor(team.ruth)).map(({ text }) => text)).toEqual([STORY])
	expect(firefox.complaints).toEqual([])
})
