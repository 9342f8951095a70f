import { composeCopy, composeStory, readersOf, type StoryDraft } from '#browser/reporter/compose-story.ts'
import { sealCopy } from '#browser/reporter/copy-envelope.ts'
import type { Team } from '#browser/reporter/find-team.ts'
import type { LockedVoice } from '#browser/reporter/lock-voice.ts'
import type { LockedStory } from '#browser/reporter/send-story.ts'
import type { Day } from '#domain/days.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import type { AgeRecipient } from '#vault/envelope.ts'
import { sealMessage } from '#vault/message.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'

/** Whom a story is locked for, and whose words open the way back. */
export type Sealing = {
	team: Pick<Team, 'desk' | 'roster'>
	keys: ReturnKeys
	/** The day on which the list of readers was found valid. */
	checkedOn: Day
}

// Nothing here asks for anything over a network: the page that works from a file seals with it as well.

/** Seals a draft to the members who may read it and the team's spare key, and a copy to the person if they wish. */
export async function sealStory(
	draft: StoryDraft,
	{ team: { desk, roster }, keys, checkedOn }: Sealing,
	voice: LockedVoice | null,
): Promise<LockedStory> {
	const record = composeStory(draft, roster, {
		mailbox: keys.mailbox,
		visit: bytesToHex(randomBytes(8)),
		voice: voice === null ? null : voice.file,
		keys: {
			recipient: await recipientOf(keys.identity),
			mac: bytesToHex(keys.macKey),
			consent: signingKeyOf(keys.consentSeed),
		},
	})
	return {
		desk,
		mailbox: keys.mailbox,
		proofKey: signingKeyOf(keys.proofSeed),
		depositKey: signingKeyOf(depositSeed(keys.macKey)),
		envelope: await sealMessage(JSON.stringify(record), 'person', keys.macKey, recipientsFor(roster, draft)),
		urgent: draft.urgent === true,
		copy: draft.showAgain ? await sealCopy(composeCopy(record, checkedOn), keys.copies) : null,
	}
}

/** Hybrid recipients: the roster admits no other, and sealing refuses a mixture. */
function recipientsFor(roster: Roster, { leftOut }: StoryDraft): AgeRecipient[] {
	const members = readersOf(roster, leftOut).map(({ recipient }) => recipient)
	const spare = roster.recovery === null ? [] : [roster.recovery.recipient]
	return [...members, ...spare] as AgeRecipient[]
}
