import { LineCut } from '#browser/call-server.ts'
import type { StoryDraft } from '#browser/reporter/compose-story.ts'
import { deriveAside } from '#browser/reporter/derive-aside.ts'
import { findTeam, findTeams, type Team, type TeamFault } from '#browser/reporter/find-team.ts'
import type { LockedVoice } from '#browser/reporter/lock-voice.ts'
import { sealStory } from '#browser/reporter/seal-story.ts'
import type { LockedStory } from '#browser/reporter/send-story.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'
import { isGroupBack, isWordBack } from '#browser/reporter/two-words-back.ts'
import { wordListOf } from '#browser/word-lists.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'
import { newSecret, readWords, toDigits, toWords } from '#vault/words.ts'

// The one door to everything that locks and sends: it and what it imports are fetched after the person can type.
export { answerFrom } from '#browser/call-server.ts'
export { sendStory } from '#browser/reporter/send-story.ts'
export { sendVoice } from '#browser/reporter/send-voice.ts'

/** Shorter than for sending: somebody waits for the button, and can ask again. */
const PAUSES_BEFORE_WRITING = [500, 1500, 3000, 6000]

/** A team that may be written to, the person's words, and their keys, which are being worked out meanwhile. */
export type ReadyLock = {
	team: Team
	/** The day on which the list of readers was found valid. */
	checkedOn: Day
	language: Language
	words: readonly string[]
	/** The same secret as groups of three digits. */
	groups: readonly string[]
	keys: Promise<ReturnKeys>
}

export type Fault = { ok: false; because: TeamFault | 'line' }

export type TeamsToWrite = { ok: true; teams: readonly Team[] } | Fault

export type Prepared = { ok: true; ready: ReadyLock } | Fault

/** Checks which teams read here, and fetches the words of the language for later. */
export async function teamsToWrite(language: Language, today: Day): Promise<TeamsToWrite> {
	return unlessCut(async () => {
		const [found] = await Promise.all([
			tryAgain((signal) => findTeams(today, signal), { pauses: PAUSES_BEFORE_WRITING }),
			wordListOf(language),
		])
		return found
	})
}

/** Draws the return words for a team, and starts working out the keys, which open nothing at another team. */
export async function prepareLock(team: Team, language: Language, today: Day): Promise<Prepared> {
	return unlessCut(async () => {
		const secret = newSecret('return', crypto.getRandomValues(new Uint8Array(16)))
		const words = toWords(secret, 'return', await wordListOf(language))
		const groups = toDigits(secret, 'return')
		const keys = deriveAside({ secret, anchor: team.desk })
		return { ok: true, ready: { team, checkedOn: today, language, words, groups, keys } }
	})
}

/** The same secret in the words of another language. @returns null when the line broke before the list arrived */
export async function inWordsOf(ready: ReadyLock, language: Language): Promise<ReadyLock | null> {
	const list = await arrived(wordListOf(language))
	if (list === null) return null
	const read = readWords(ready.groups.join(''), 'return', list)
	if (!read.ok) throw new RangeError(`the return words lost their sense: ${read.because}`)
	return { ...ready, language, words: toWords(read.secret, 'return', list) }
}

/** Browsers report a chunk that did not arrive as TypeError. */
async function arrived<Value>(fetched: Promise<Value>): Promise<Value | null> {
	try {
		return await fetched
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}

/** The same words, with the list of readers checked anew when the page has stood open past midnight. */
export async function checkedAgain(ready: ReadyLock, today: Day): Promise<Prepared> {
	if (ready.checkedOn === today) return { ok: true, ready }
	const { team } = ready
	return unlessCut(async () => {
		const found = await tryAgain((signal) => findTeam(team.desk, today, signal), {
			pauses: PAUSES_BEFORE_WRITING,
		})
		if (!found.ok) return found
		return { ok: true, ready: { ...ready, team: found.team, checkedOn: today } }
	})
}

async function unlessCut<Done>(work: () => Promise<Done>): Promise<Done | Fault> {
	try {
		return await work()
	} catch (error) {
		if (error instanceof LineCut) return { ok: false, because: 'line' }
		throw error
	}
}

/** Whether what was typed is the word, or the group of digits, at `place` (from 0). */
export function isBack(ready: ReadyLock, kind: 'words' | 'groups', place: number, typed: string): boolean {
	const wanted = ready[kind][place]
	if (wanted === undefined) return false
	return kind === 'words' ? isWordBack(typed, wanted, ready.language) : isGroupBack(typed, wanted)
}

export type Locked = { story: LockedStory; voice: LockedVoice | null; keys: ReturnKeys }

/**
 * Locks a draft for the members who may read it and for the team's spare key, and a copy for the person if they wish.
 * @param voice the recording, or null
 */
export async function lockStory(
	{
		team,
		keys: derived,
		checkedOn,
	}: Pick<ReadyLock, 'keys' | 'checkedOn'> & {
		team: Pick<Team, 'desk' | 'roster'>
	},
	draft: StoryDraft,
	voice: Blob | null,
): Promise<Locked> {
	const [keys, lockedVoice] = await Promise.all([derived, voice === null ? null : lockedVoiceOf(voice)])
	return { keys, voice: lockedVoice, story: await sealStory(draft, { team, keys, checkedOn }, lockedVoice) }
}

/** Most people write: what seals a recording is fetched when there is one. */
async function lockedVoiceOf(voice: Blob): Promise<LockedVoice> {
	const { lockVoice } = await import('#browser/reporter/lock-voice.ts')
	return lockVoice(voice)
}
