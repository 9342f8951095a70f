import { refusalOfDraft, type StoryRefusal } from '#browser/reporter/compose-story.ts'
import type { Team, TeamFault } from '#browser/reporter/find-team.ts'
import {
	lockStory,
	prepareLock,
	type ReadyLock,
	sendStory,
	teamsToWrite,
} from '#browser/reporter/lock-story.ts'
import type { Refusal } from '#contract/refusals.ts'
import { listLanguage } from '#door/door-words.ts'
import { consentOf, type Filled, leftOutAt } from '#door/read-form.ts'
import type { Day } from '#domain/days.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'

export type Told =
	| { ok: true; ready: ReadyLock }
	/** Nobody may be written to now. */
	| { ok: false; at: 'team'; because: TeamFault | 'line' }
	/** The person can put it right. */
	| { ok: false; at: 'draft'; teams: readonly Team[]; because: StoryRefusal | 'no-team-chosen' }
	| { ok: false; at: 'sending'; teams: readonly Team[]; because: 'line' | 'unconfirmed' | Refusal }

/** Checks who reads, draws the words, locks and sends: the code of the story page, run here. */
export async function tellTeam(filled: Filled, language: InterfaceLanguage, today: Day): Promise<Told> {
	const found = await teamsToWrite(listLanguage(language), today)
	if (!found.ok) return { ok: false, at: 'team', because: found.because }
	const { teams } = found
	const team = teams.find(({ desk }) => desk === filled.team)
	if (team === undefined) return { ok: false, at: 'draft', teams, because: 'no-team-chosen' }
	const leftOut = leftOutAt(filled, team.desk)
	const refusal = refusalOfDraft({ text: filled.text, leftOut }, false, team.roster)
	if (refusal !== null) return { ok: false, at: 'draft', teams, because: refusal }
	const prepared = await prepareLock(team, listLanguage(language), today)
	if (!prepared.ok) return { ok: false, at: 'team', because: prepared.because }
	const { story } = await lockStory(
		prepared.ready,
		{
			language,
			reason: filled.reason,
			text: filled.text,
			leftOut,
			showAgain: false,
			urgent: filled.urgentAt.includes(team.desk),
			consent: consentOf(filled),
			door: 'plain',
		},
		null,
	)
	const sent = await sendStory(story, () => undefined)
	return sent.ok
		? { ok: true, ready: prepared.ready }
		: { ok: false, at: 'sending', teams, because: sent.because }
}
