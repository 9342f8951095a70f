import { lockStory, prepareLock, type ReadyLock, sendStory } from '#browser/reporter/lock-story.ts'
import { refusalOfDraft, type StoryRefusal } from '#browser/reporter/compose-story.ts'
import type { TeamFault } from '#browser/reporter/find-team.ts'
import type { Refusal } from '#contract/refusals.ts'
import { consentOf, type Filled } from '#door/read-form.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'

export type Told =
	| { ok: true; ready: ReadyLock }
	/** Nobody may write to this team now. */
	| { ok: false; at: 'team'; because: TeamFault | 'line' }
	/** The person can put it right. */
	| { ok: false; at: 'draft'; ready: ReadyLock; because: StoryRefusal }
	| { ok: false; at: 'sending'; ready: ReadyLock; because: 'line' | 'unconfirmed' | Refusal }

/** Checks who reads, draws the words, locks and sends: the code of the story page, run here. */
export async function tellTeam(filled: Filled, language: Language, today: Day): Promise<Told> {
	const prepared = await prepareLock(language, today)
	if (!prepared.ok) return { ok: false, at: 'team', because: prepared.because }
	const { ready } = prepared
	const refusal = refusalOfDraft(filled, false, ready.team.roster)
	if (refusal !== null) return { ok: false, at: 'draft', ready, because: refusal }
	const draft = { ...filled, language, showAgain: false, consent: consentOf(filled), door: 'plain' } as const
	const { story } = await lockStory(ready, draft, null)
	const sent = await sendStory(story, () => undefined)
	return sent.ok ? { ok: true, ready } : { ok: false, at: 'sending', ready, because: sent.because }
}
