import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { askLine, askText, canAsk, plain } from '#cli/person/ask.ts'
import { isTheRightTeam } from '#cli/person/check-team.ts'
import { useServer } from '#cli/person/server-address.ts'
import type { ExitCode, Values, Verb } from '#cli/verbs.ts'
import { refusalOfDraft, type StoryDraft } from '#browser/reporter/compose-story.ts'
import type { Team } from '#browser/reporter/find-team.ts'
import {
	isBack,
	lockStory,
	prepareLock,
	type ReadyLock,
	sendStory,
	teamsToWrite,
} from '#browser/reporter/lock-story.ts'
import type { LockedStory } from '#browser/reporter/send-story.ts'
import { today } from '#browser/today.ts'
import { twoPlaces } from '#browser/reporter/two-places.ts'
import { writeCarrier } from '#contract/write-carrier.ts'
import { isLanguage, type Language, LANGUAGES } from '#domain/languages.ts'
import { type Label, LABELS } from '#domain/roster/roster.ts'
import { type Reason, REASONS } from '#domain/threads/records.ts'

export const report: Verb = {
	summary: 'Locks a message for the team of a site on this machine, and sends it.',
	usage:
		'--url <address> [--team <name>] [--check-words "<eight words>"] [--language en] [--reason <why>] [--leave-out <work>] [--show-again] [--into <file>] [<file with the text>]',
	options: {
		url: { type: 'string' },
		team: { type: 'string' },
		'check-words': { type: 'string' },
		language: { type: 'string', default: 'en' },
		reason: { type: 'string' },
		'leave-out': { type: 'string', multiple: true },
		'show-again': { type: 'boolean', default: false },
		into: { type: 'string' },
	},
	run: async ([file], values): Promise<ExitCode> => {
		const wrong = useServer(values['url']) ?? faultOf(values)
		const choices = choicesOf(values)
		if (wrong !== null || choices === null) {
			console.error(wrong ?? usageOfChoices())
			return 2
		}
		const found = await teamsToWrite(choices.language, today())
		if (!found.ok) return refuse(WHY_NOT[found.because])
		const team = await whichTeam(found.teams, values['team'])
		if (team === null)
			return refuse(`Several teams read here. Say --team with one of: ${namesOf(found.teams)}.`)
		const prepared = await prepareLock(team, choices.language, today())
		if (!prepared.ok) return refuse(WHY_NOT[prepared.because])
		const { ready } = prepared
		if (!(await isTheRightTeam(ready, values['check-words'])))
			return refuse('The check words were not confirmed. Nothing was written or sent.')
		const text = file === undefined ? await askText('Your message:') : readFileSync(file, 'utf8')
		const draft: StoryDraft = { ...choices, text }
		const refusal = refusalOfDraft(draft, false, ready.team.roster)
		if (refusal !== null) return refuse(DRAFT[refusal])
		await showWords(ready)
		const { story } = await lockStory(ready, draft, null)
		return typeof values['into'] === 'string' ? keep(story, values['into']) : send(story)
	},
}

/** The only team, the one that was named, or the one somebody chooses here; null when that is not clear. */
async function whichTeam(teams: readonly Team[], named: unknown): Promise<Team | null> {
	const [only, other] = teams
	if (named === undefined && other === undefined) return only ?? null
	const name = named ?? (canAsk() ? await askLine(`Which team? ${namesOf(teams)}: `) : null)
	return teams.find(({ roster }) => roster.card.name === name) ?? null
}

function namesOf(teams: readonly Team[]): string {
	return teams.map(({ roster }) => plain(roster.card.name)).join(' / ')
}

const WHY_NOT = {
	'no-team': 'No team reads at this address.',
	expired:
		'The team has not confirmed for 30 days that it still reads, or the date of this machine is wrong.',
	closed: 'The team takes no new messages now.',
	ended: 'This team has ended its work. Nobody reads there any more.',
	absent: 'Nobody of the team has looked for a long time. Do not count on an answer here now.',
	forged:
		'Something is wrong with the list of people who read. Somebody may have changed it. Nothing was sent.',
	line: 'The connection broke before it was clear who reads.',
}

const DRAFT = {
	empty: 'There is no text.',
	'too-long': 'The text is too long for one message.',
	'nobody-left': 'Somebody has to be able to read it. Leave out fewer people.',
}

function refuse(sentence: string): ExitCode {
	console.error(sentence)
	return 1
}

function faultOf({ into }: Values): string | null {
	return typeof into === 'string' && existsSync(into) ? `${into} is there already.` : null
}

function choicesOf(values: Values): (Omit<StoryDraft, 'text'> & { language: Language }) | null {
	const language = languageOf(values['language'])
	const reason = values['reason'] === undefined ? null : REASONS.find((one) => one === values['reason'])
	const left = Array.isArray(values['leave-out']) ? values['leave-out'] : []
	const leftOut = left.map((word) => LABELS.find((label) => label === word))
	const labels = leftOut.filter((label): label is Label => label !== undefined)
	if (language === null || reason === undefined || labels.length < leftOut.length) return null
	return {
		language,
		reason: reason satisfies Reason | null,
		leftOut: labels,
		showAgain: values['show-again'] === true,
	}
}

export function languageOf(word: unknown): Language | null {
	return typeof word === 'string' && isLanguage(word) ? word : null
}

function usageOfChoices(): string {
	return `--language: ${LANGUAGES.join(', ')}\n--reason: ${REASONS.join(', ')}\n--leave-out: ${LABELS.join(', ')}`
}

/** Words first, then the message goes: a message whose words nobody has can never be answered. */
async function showWords(ready: ReadyLock): Promise<void> {
	console.error('Your return words are the only way back to the answer. Copy them by hand:')
	console.log(ready.words.join(' '))
	console.error(`The same as numbers: ${ready.groups.join(' ')}`)
	if (!canAsk()) return
	for (const place of twoPlaces(ready.words.length, (limit) => randomInt(limit)))
		while (!isBack(ready, 'words', place, await askLine(`Word ${String(place + 1)}, to be sure: `)))
			console.error('That is another one. Look again at what you copied.')
}

function keep(story: LockedStory, into: string): ExitCode {
	writeFileSync(into, writeCarrier(story), { mode: 0o600, flag: 'wx' })
	console.error(`Locked into ${into}. It is not sent: bring it, or have it brought.`)
	return 0
}

async function send(story: LockedStory): Promise<ExitCode> {
	const sent = await sendStory(story, ({ is }) => {
		if (is !== 'sending') console.error(NEWS[is])
	})
	if (!sent.ok) return refuse(`Not stored: ${sent.because}. Nothing of it stays on this machine.`)
	console.error('Stored. The team can read it now. Come back with: safeconduct return')
	return 0
}

export const NEWS = {
	cut: 'The connection broke. Trying again.',
	proving: 'Very many messages are arriving: this machine works on a sum first.',
}
