import { randomBytes } from '@noble/hashes/utils.js'
import type { StoryDraft } from '#browser/reporter/compose-story.ts'
import { collectMailbox, type Mailbox } from '#browser/reporter/mailbox.ts'
import { lockStory } from '#browser/reporter/lock-story.ts'
import { sendStory } from '#browser/reporter/send-story.ts'
import { today } from '#browser/today.ts'
import { type Route, Visit } from '#browser/reporter/thread-visit.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { TeamRecord } from '#domain/threads/records.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import type { Hash } from '#vault/outside/format.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'
import { newSecret } from '#vault/words.ts'

/** Somebody who has told their story to a team and kept the words. */
export type Writer = { mailbox: Mailbox; visit: Visit; team: Pick<OpenDesk, 'desk' | 'roster'> }

export type Told = Partial<StoryDraft> & { text: string }

/** Tells a story with the code of the person's page. */
export async function tell(
	team: Writer['team'],
	told: Told,
	secret: Uint8Array = newSecret('return', randomBytes(16)),
): Promise<Writer> {
	const desk = team.desk as Hash
	const keys = deriveReturnKeys(secret, desk)
	const draft = { language: 'fr', reason: null, leftOut: [], showAgain: false, ...told } as const
	const ready = { team: { desk, roster: team.roster, demo: false }, keys, checkedOn: today() }
	const locked = await lockStory(ready, draft, null)
	const sent = await sendStory(locked.story, () => undefined)
	if (!sent.ok) throw new Error(`not sent: ${sent.because}`)
	const mailbox = { desk, keys: await keys }
	return { mailbox, visit: new Visit(mailbox), team }
}

/** Where the person writes before the first answer: to everybody who reads, and the recovery key. */
export function routeToAll({ roster }: Writer['team']): Route {
	const readers = roster.members.map(({ recipient }) => recipient)
	const recovery = roster.recovery === null ? [] : [roster.recovery.recipient]
	return {
		recipients: [...readers, ...recovery] as AgeRecipient[],
		roster: { seq: roster.seq, head: roster.head },
	}
}

/** Where the person writes after an answer. */
export function routeAfter({ recipient, roster }: TeamRecord): Route {
	return { recipients: [recipient as AgeRecipient], roster }
}

/** The authentic answers that wait for the person, in the order stored. */
export async function answersFor({ mailbox }: Writer): Promise<TeamRecord[]> {
	const { deposits } = await collectMailbox(mailbox)
	return deposits.map((deposit) => {
		if (!deposit.ok) throw new Error(`an answer that cannot be trusted: ${deposit.because}`)
		return deposit.record
	})
}

/** Comes back with words written down long ago. */
export async function comeBack(team: Writer['team'], secret: Uint8Array): Promise<Writer> {
	const desk = team.desk as Hash
	const mailbox = { desk, keys: await deriveReturnKeys(secret, desk) }
	return { mailbox, visit: new Visit(mailbox), team }
}
