// Prints the pages of docs/readback.md from the built site: node tests/readback/print.ts <folder>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { paths } from '#components/paths.ts'
import { addDays } from '#domain/days.ts'
import { directionOf } from '#domain/languages.ts'
import { today } from '#browser/today.ts'
import { cardWords, wordsIn } from '../journeys/return-page.ts'
import { writeAndSeeWords } from '../journeys/tell-steps.ts'
import { type Kessa, leaveAnswer, openThread, startKessa, tellStory } from '../world/kessa-server.ts'
import { READBACK_CARD, READBACK_LANGUAGES, type ReadbackLanguage, TOLD } from './told.ts'

const PAPER = { format: 'A4', printBackground: true, margin: { top: '12mm', bottom: '12mm' } } as const

/** The six questions of a language, as docs/readback.md asks them. */
function questionsIn(language: ReadbackLanguage): string[] {
	const text = readFileSync(new URL('../../docs/readback.md', import.meta.url), 'utf8')
	const section = text.split(`## Questions: ${TOLD[language].heading}\n`)[1]?.split('\n## ')[0] ?? ''
	const questions = Array.from(section.matchAll(/^\d\. (.+)$/gm), ([, question = '']) => question)
	if (questions.length !== 6) throw new RangeError(`docs/readback.md has not six questions in ${language}`)
	return questions
}

function questionSheet(language: ReadbackLanguage): string {
	const items = questionsIn(language).map((question) => `<li><p>${question}</p></li>`)
	const style = 'body{font:14pt/1.5 system-ui;margin:15mm}li{margin-block-end:26mm}'
	return `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><meta charset="utf-8"><style>${style}</style><ol>${items.join('')}</ol></html>`
}

async function printLanguage(
	kessa: Kessa,
	browser: Browser,
	language: ReadbackLanguage,
	folder: string,
): Promise<void> {
	mkdirSync(folder, { recursive: true })
	const page = await browser.newPage()
	// As on a screen: the printed card of the return words shows the words alone.
	await page.emulateMedia({ media: 'screen' })
	const print = async (name: string) => {
		writeFileSync(join(folder, `${name}.pdf`), await page.pdf(PAPER))
	}
	await page.setContent(questionSheet(language))
	await print('0-questions')
	await page.goto(kessa.origin + paths.home(language))
	await print('1-home')
	await page.goto(kessa.origin + paths.before(language))
	await print('2-before-you-start')
	await page.goto(kessa.origin + paths.tell(language))
	await writeAndSeeWords(page, language, TOLD[language].story)
	await print('3-return-words')
	await comeBackAnswered(kessa, page, language)
	await print('4-stage')
	await page.getByRole('button', { name: wordsIn(language).doMayKnow, exact: true }).click()
	await page.getByRole('heading', { name: wordsIn(language).mayKnowTitle, level: 1 }).waitFor()
	await print('5-who-may-know')
	await page.close()
}

/** Somebody wrote, the team read and answered, and the person is back. */
async function comeBackAnswered(kessa: Kessa, page: Page, language: ReadbackLanguage): Promise<void> {
	const { story, answer, nextStep } = TOLD[language]
	const writer = await tellStory(kessa, story)
	await openThread(kessa, writer)
	await leaveAnswer(kessa, writer, { n: 0, text: answer, nextStep, promised: addDays(today(), 3) })
	const words = wordsIn(language)
	await page.goto(kessa.origin + paths.return(language))
	const go = page.getByRole('button', { name: words.wordsGo })
	await go.and(page.locator(':enabled')).waitFor()
	await page.fill('#return-words', cardWords(writer, language).join(' '))
	await go.click()
	await page.getByRole('heading', { name: words.threadTitle, level: 1 }).waitFor({ timeout: 180_000 })
}

const [, , folder] = process.argv
if (folder === undefined) throw new RangeError('name the folder to write the pages to')
const kessa = await startKessa([], READBACK_CARD)
const browser = await chromium.launch({
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
for (const language of READBACK_LANGUAGES)
	await printLanguage(kessa, browser, language, join(folder, language))
await browser.close()
await kessa.stop()
