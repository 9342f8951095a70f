import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { askLine, canAsk, plain } from '#cli/person/ask.ts'
import { languageOf } from '#cli/person/report.ts'
import { useServer } from '#cli/person/server-address.ts'
import type { ExitCode, Values, Verb } from '#cli/verbs.ts'
import type { AnswerItem } from '#browser/reporter/thread-answers.ts'
import { lookForAnswers, type OpenThread, teamsToLookAt } from '#browser/reporter/thread-journey.ts'
import { today } from '#browser/today.ts'
import { readTypedWords } from '#browser/reporter/thread-words.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { LABELS } from '#domain/roster/roster.ts'
import { LONGEST } from '#domain/threads/limits.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'

export const comeBack: Verb = {
	summary: 'Reads the answer with return words, and writes more.',
	usage:
		'--url <address> [--language en] [--remove-read] [--write <file with the text>] [--leave-out <work>|nobody]   words on standard input',
	options: {
		url: { type: 'string' },
		language: { type: 'string', default: 'en' },
		'remove-read': { type: 'boolean', default: false },
		write: { type: 'string' },
		'leave-out': { type: 'string', multiple: true },
	},
	run: async (_, values): Promise<ExitCode> => {
		const language = languageOf(values['language'])
		const wrong = useServer(values['url']) ?? (language === null ? 'No such language.' : null)
		if (wrong !== null || language === null) {
			console.error(wrong)
			return 2
		}
		// Words on the command line would stay in the history of the shell and show in the list of processes.
		const typed = canAsk() ? await askLine('Your nine return words: ') : await text(process.stdin)
		const read = await readTypedWords(typed, language, wordListOf)
		if (!read.ok) return refuse(`These are not nine return words (${read.because}).`)
		const found = await teamsToLookAt(today())
		if (!found.ok) return refuse(LOOKED[found.because])
		const looked = await lookForAnswers(read.secret, found.teams, () => undefined)
		if (!looked.ok) return refuse(LOOKED[looked.because])
		show(looked.thread)
		return (await write(looked.thread, values)) ?? (await removeRead(looked.thread, values)) ?? 0
	},
}

const LOOKED = {
	'nothing-found': 'There is no message under these words. Check each word and its place.',
	'no-team': 'No team reads at this address.',
	'line-cut': 'The connection broke. Try again.',
	unavailable: 'The server cannot answer now. Try again in a few minutes.',
}

const WHY_NOT = {
	'choose-readers': `Nobody has answered yet, so nothing here knows whom you left out. Say --leave-out nobody, or one of: ${LABELS.join(', ')}.`,
	'nobody-left': 'Somebody has to be able to read it. Leave out fewer people.',
	'list-expired': 'The team has not confirmed for 30 days who reads. Nothing was sent.',
	'list-broken': 'Something is wrong with the list of people who read. Nothing was sent.',
	'list-rolled-back': 'The list of people who read is older than the answer. Nothing was sent.',
}

function refuse(sentence: string): ExitCode {
	console.error(sentence)
	return 1
}

function show({ answers, standing, copies }: OpenThread): void {
	if (!standing.ok) console.error('The list of people who read does not hold today. You can read, not write.')
	if (answers.reordered) console.error('The answers came in another order than they were written.')
	for (const record of copies.records) console.log(sayCopy(record))
	for (const item of answers.items) console.log(sayItem(item))
	if (answers.items.length === 0) console.error('No new answer is waiting.')
}

function sayCopy(record: CopyRecord): string {
	switch (record.kind) {
		case 'sent':
			return `You wrote on ${record.day}:\n${plain(record.text)}\n`
		case 'answer':
			return sayAnswer(record)
		case 'note':
			return `Kept on ${record.day}, not sent:\n${plain(record.text)}\n`
		case 'file':
			return `Kept on ${record.day}, not sent: the file ${plain(record.file.name)}\n`
	}
}

function sayItem(item: AnswerItem): string {
	switch (item.kind) {
		case 'answer':
			return sayAnswer({ answer: item.record })
		case 'missing':
			return `(Answers ${String(item.from + 1)} to ${String(item.to + 1)} are not here${item.maybeRead ? '; you may have read them before' : ''}.)`
		case 'replayed':
			return `(Answer ${String(item.n + 1)} came again.)`
		case 'fault':
			return `(Something here is no answer of the team: ${item.because}.)`
	}
}

function sayAnswer({
	answer,
}: {
	answer: { n: number; text: string; nextStep: string; promised: string | null }
}) {
	const lines = [`Answer ${String(answer.n + 1)}:`, plain(answer.text)]
	if (answer.nextStep !== '') lines.push(`Next: ${plain(answer.nextStep)}`)
	if (answer.promised !== null) lines.push(`Look again on ${answer.promised}.`)
	return `${lines.join('\n')}\n`
}

/** @returns null when there is nothing to write, or it was stored */
async function write(thread: OpenThread, values: Values): Promise<ExitCode | null> {
	const { write: file } = values
	if (typeof file !== 'string') return null
	const written = readFileSync(file, 'utf8')
	if (written.trim() === '' || written.length > LONGEST.text) return refuse('The text is empty or too long.')
	const leftOut = values['leave-out']
	if (Array.isArray(leftOut)) thread.leaveOut(LABELS.filter((label) => leftOut.includes(label)))
	const to = thread.whereTo()
	if (!to.ok) return refuse(WHY_NOT[to.because])
	const sent = await thread.say({ kind: 'addition', topic: 'more', text: written, when: null })
	if (!sent.ok) return refuse(`Not stored: ${sent.because} (${sent.detail}).`)
	console.error('Stored. The team can read it.')
	return null
}

async function removeRead(thread: OpenThread, values: Values): Promise<ExitCode | null> {
	if (values['remove-read'] !== true || thread.answers.hashes.length === 0) return null
	const done = await thread.confirmRead()
	if (!done.ok) return refuse(`The answers were not removed: ${done.because}.`)
	console.error('The answers you read are removed from the mailbox.')
	return null
}
