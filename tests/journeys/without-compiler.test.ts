import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveDeposit, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { today } from '#browser/today.ts'
import { atWork, done, follow, openFirst } from '../world/at-work.ts'
import { type Firefox, startFirefox } from './in-firefox.ts'
import { letterScreen, readDocx } from './letter-steps.ts'
import { startTeam, storiesFor, type TeamAtWork } from './team-at-work.ts'
import { tellTo } from './visitor-steps.ts'
import { wordsIn } from './return-page.ts'

// Whoever is careful has a browser that compiles no scripts and knows no WebAssembly, and old phones are no quicker.

let team: TeamAtWork
let firefox: Firefox

beforeAll(async () => {
	;[team, firefox] = await Promise.all([startTeam(), startFirefox()])
})

afterAll(async () => {
	await firefox.close()
	await team.stop()
})

const STORY = 'Les gardes de la mine suivent Amina.'
const QUESTION = 'Qui était à la porte ce soir-là ?'
const ANSWER = 'Deux hommes, sans uniforme.'
const REQUEST = 'Que les gardes la laissent en paix.'

/** Pixels that the page is wider than the screen. */
function wider(): string {
	const { scrollWidth, clientWidth } = document.documentElement
	return String(scrollWidth - clientWidth)
}

/** Ruth opens the newest message, and answers. @returns the thread */
async function answer(text: string): Promise<string> {
	const ruth = atWork({ open: team.ruth })
	const { mailbox } = (await storiesFor(team.ruth)).at(-1)!
	const opened = await openFirst(mailbox, ruth, today())
	const words = { text, stage: 'reading', nextStep: 'Nous vérifions.', promised: null } as const
	const wrote = await writeAnswer(opened, words, ruth.reader, ruth.token, today())
	done(wrote)
	await leaveDeposit(opened, wrote.answer!, team.ruth.desk)
	return mailbox
}

test('where nothing compiles scripts, Amina tells, comes back, reads the answer, answers and makes a letter', async () => {
	const visitor = await firefox.visit()
	const given = await tellTo(team.origin, visitor, STORY)
	expect(await visitor.ask(() => typeof WebAssembly)).toBe('undefined')
	expect(await visitor.ask(wider)).toBe('0')
	expect((await storiesFor(team.tomas)).at(-1)).toMatchObject({ text: STORY, reason: 'to-me-or-us' })

	const thread = await answer(QUESTION)
	const words = wordsIn('fr')
	const later = await firefox.visit()
	await later.goTo(`${team.origin}/fr/w/return`)
	await later.typeInto('#return-words', given.join(' '))
	await later.press(words.wordsGo)
	await later.see(words.threadTitle)
	await later.see(QUESTION)
	await later.press(words.doAnswer)
	await later.typeInto('#text', ANSWER)
	await later.press(words.send)
	await later.see(words.stored)
	const { state } = await follow(thread, atWork({ open: team.ruth }), today())
	const additions = state.messages.map(({ record }) => record).filter(({ kind }) => kind === 'addition')
	expect(additions).toMatchObject([{ text: ANSWER }])

	const letter = letterScreen('fr')
	await later.press(letter.entry.open)
	await later.touch('input[value="special-procedures"]')
	await later.typeInto('[id$="-request-box"]', REQUEST)
	expect(await later.ask(wider)).toBe('0')
	await later.press(letter.saveDocx)
	await later.see(letter.saved)
	const saved = join(firefox.downloads, 'document.docx')
	await expect.poll(() => existsSync(saved) && readFileSync(saved).length > 0).toBe(true)
	expect(await readDocx(readFileSync(saved))).toContain(REQUEST)
	expect(firefox.complaints).toEqual([])
})

test('whatever breaks a policy, throws or writes to the console is heard', async () => {
	const visitor = await firefox.visit()
	await visitor.goTo(`${team.origin}/fr/w/tell`)
	await visitor.ask(() => {
		const picture = document.createElement('img')
		picture.src = 'https://elsewhere.example/picture.png'
		document.body.append(picture)
		console.warn('a warning')
		setTimeout(() => {
			throw new Error('thrown late')
		})
		void Promise.reject(new Error('rejected'))
		return ''
	})
	const heard = [
		expect.stringContaining('Content-Security-Policy'),
		'warn: a warning',
		'error: Error: thrown late',
		'error: Error: rejected',
	]
	await expect.poll(() => firefox.complaints).toEqual(expect.arrayContaining(heard))
})
