import * as v from 'valibot'
import { checkRoster, type RosterFault } from '#browser/checked-roster.ts'
import type { Team } from '#browser/reporter/find-team.ts'
import type { ReadyLock } from '#browser/reporter/lock-story.ts'
import { sealStory } from '#browser/reporter/seal-story.ts'
import { today } from '#browser/today.ts'
import { isGroupBack, isWordBack } from '#browser/reporter/two-words-back.ts'
import { writeCarrier } from '#contract/write-carrier.ts'
import { offlineData, type OfflineData } from '#contract/offline-data.ts'
import type { Day } from '#domain/days.ts'
import type { Label } from '#domain/roster/roster.ts'
import type { Reason } from '#domain/threads/records.ts'
import { checkWords } from '#vault/outside/check-words.ts'
import { deriveReturnKeys, type ReturnKeys } from '#vault/return-keys.ts'
import { newSecret, toDigits, toWords, type WordList } from '#vault/words.ts'

/** Why this page locks nothing. */
export type OfflineFault = 'expired' | 'closed' | 'forged'

/** A lock whose keys are not worked out yet: that takes old phones seconds, in which somebody wants to write. */
export type OfflineReady = Omit<ReadyLock, 'keys' | 'team'> & {
	team: Pick<Team, 'desk' | 'roster' | 'demo'>
	secret: Uint8Array
}

export type OfflineLock = { ok: true; ready: OfflineReady } | { ok: false; because: OfflineFault }

// [Note: page from a file] The page is opened where there is no network, and has none: its policy forbids every
// request. It believes nothing it carries: the list of readers is recomputed here, and holds as long as its statement
// does by the clock of the device. Who changes the page itself changes all of this; that is why it shows check words.

/** What one visit to the page holds: a text, until it is a locked file. Nothing is kept on the device. */
export class OfflineJourney {
	readonly data: OfflineData
	/** null until {@link check} has been through: the box to write in does not wait for it. */
	lock: OfflineLock | null = $state.raw(null)
	/** What people compare to learn whether the page is for the team they mean. */
	readonly checkWords: readonly string[]
	text = $state('')
	reason: Reason | null = $state(null)
	leftOut: Label[] = $state([])
	showAgain = $state(false)
	wrongAnswers = $state(0)
	#keys: Promise<ReturnKeys> | null = null

	constructor(data: OfflineData) {
		this.data = data
		this.checkWords = checkWords(data.desk, data.list.split(' '))
	}

	/** Checks who reads, by the clock of this device, and draws the words. */
	check(): void {
		this.lock = prepare(this.data, today())
	}

	get language() {
		return this.data.language
	}

	isBack(kind: 'words' | 'groups', place: number, typed: string): boolean {
		const wanted = this.lock?.ok === true ? this.lock.ready[kind][place] : undefined
		if (wanted === undefined) return false
		return kind === 'words' ? isWordBack(typed, wanted, this.language) : isGroupBack(typed, wanted)
	}

	/** Starts working out the keys, for somebody who has written and copies the words meanwhile. */
	deriveKeys({ secret, team }: OfflineReady): Promise<ReturnKeys> {
		return (this.#keys ??= deriveReturnKeys(secret, team.desk))
	}

	/** The file to carry. The text is forgotten. */
	async lockIntoFile(ready: OfflineReady): Promise<Uint8Array<ArrayBuffer>> {
		const { team, checkedOn } = ready
		const { language, reason, text, leftOut, showAgain } = this
		const draft = { language, reason, text, leftOut: [...leftOut], showAgain }
		const file = writeCarrier(
			await sealStory(draft, { team, keys: await this.deriveKeys(ready), checkedOn }, null),
		)
		this.text = ''
		return file
	}
}

/** @throws ValiError when what the page carries has another shape than its own release gave it */
export function readOfflineData(text: string): OfflineData {
	return v.parse(offlineData, JSON.parse(text))
}

function prepare({ desk, demo, entries, statement, language, list }: OfflineData, day: Day): OfflineLock {
	const checked = checkRoster(desk, entries, statement, day)
	if (!checked.ok) return { ok: false, because: meaningOf(checked.fault) }
	const { roster } = checked
	if (roster.intake === 'closed') return { ok: false, because: 'closed' }
	const secret = newSecret('return', crypto.getRandomValues(new Uint8Array(16)))
	const words: WordList = { language, words: list.split(' ') }
	return {
		ok: true,
		ready: {
			team: { desk, roster, demo },
			checkedOn: day,
			language,
			words: toWords(secret, 'return', words),
			groups: toDigits(secret, 'return'),
			secret,
		},
	}
}

function meaningOf({ because }: RosterFault): OfflineFault {
	return because === 'expired' || because === 'no-statement' ? 'expired' : 'forged'
}
