import { askAhead } from '#browser/reporter/ask-ahead.ts'
import type { StoryDraft } from '#browser/reporter/compose-story.ts'
import type { Team, TeamFault } from '#browser/reporter/find-team.ts'
import { forgetKeys, holdKeys } from '#browser/reporter/held-keys.ts'
import type * as Keeping from '#browser/reporter/keep-first.ts'
import type * as Locking from '#browser/reporter/lock-story.ts'
import type { SendNews, StorySent } from '#browser/reporter/send-story.ts'
import type { VoiceNews, VoiceSent } from '#browser/reporter/send-voice.ts'
import { today } from '#browser/today.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { VoiceRecorder } from '#browser/reporter/voice-recorder.svelte.ts'
import type { InterfaceLanguage, Language } from '#domain/languages.ts'
import type { Label } from '#domain/roster/roster.ts'
import { type Reason, REASONS } from '#domain/threads/records.ts'

export type LockState =
	| { is: 'arriving' }
	| { is: 'choosing' }
	| { is: 'ready'; ready: Locking.ReadyLock }
	| { is: 'refused'; because: TeamFault | 'line' }

type Failure<Sent> = Sent extends { ok: false; because: infer Because } ? Because : never

export type SendState =
	| { is: 'not-yet' }
	| { is: 'locking' }
	| SendNews
	| { is: 'failed'; because: Failure<StorySent> | 'not-locked' }
	| VoiceNews
	| { is: 'voice-failed'; because: Failure<VoiceSent> }
	| { is: 'stored'; missing: 'nothing' | 'voice' | 'voice-and-no-text' }
	/** Kept for later, sent to nobody. */
	| { is: 'kept'; missing: 'nothing' | 'voice' }

/** After these answers of the server nothing was stored, and the person may change their message. */
const NOT_STORED: readonly string[] = ['intake-closed', 'no-such-desk', 'too-large', 'not-locked']

// [Note: telling] What the person gives lives here and nowhere else until it is locked: no draft on the device, no
// history state, no address. Once a message is locked, only those very bytes are sent, until the server has
// acknowledged them: a message changed after a lost acknowledgement would find its mailbox taken.

/** What one visit to the story page holds, and the steps from a text to a stored message. */
export class TellJourney {
	readonly language: InterfaceLanguage
	readonly #wordsIn: Language
	text = $state('')
	/** Whether the text begins with what was chosen on a page before. */
	broughtAlong = $state(false)
	reason: Reason | null = $state(null)
	voice: Blob | null = $state.raw(null)
	readonly recorder = new VoiceRecorder()
	leftOut: Label[] = $state([])
	/** Whether a copy is kept that the words open. */
	showAgain = $state(false)
	/** Whether the person says that somebody may be hurt or taken; the server sees this one bit. */
	urgent = $state(false)
	/** How often the two words asked back were wrong. */
	wrongAnswers = $state(0)
	lock: LockState = $state.raw({ is: 'arriving' })
	/** The teams that may be written to; more than one has the person choose. */
	teams: readonly Team[] = $state.raw([])
	/** Hash of the team written to. */
	chosen: Team['desk'] | null = $state(null)
	sending: SendState = $state.raw({ is: 'not-yet' })
	/** Whether it is only to be kept. */
	forLater = $state(false)
	#locking: typeof Locking | null = null
	#locked: Locking.Locked | null = null
	#keeping: typeof Keeping | null = null
	#lockedFirst: Keeping.LockedFirst | null = null

	/** @param wordsIn the list the return words are drawn from; the person may choose another */
	constructor(language: InterfaceLanguage, wordsIn: Language) {
		this.language = language
		this.#wordsIn = wordsIn
	}

	/** The "why" page leads here with `#1` to `#5`; a fragment never reaches a server. */
	readReason(fragment: string): void {
		this.reason = REASONS[Number(fragment.slice(1)) - 1] ?? null
	}

	/** Puts what was chosen on a page about rights before the text (bring-along.js), and keeps it nowhere else. */
	takeAlong(tab: { name: string }): void {
		const [mark, ...chosen] = tab.name.split('\n')
		if (mark !== 'chosen') return
		tab.name = ''
		this.text = `${chosen.join('\n')}\n\n${this.text}`
		this.broughtAlong = true
	}

	/** Fetches the locking code, checks who reads, and draws the words once it is clear for which team. Whatever goes wrong, nobody can send. */
	async prepare(): Promise<void> {
		this.lock = { is: 'arriving' }
		try {
			const asked = this.#locking === null ? askAhead() : null
			// Needed as soon as the locking code is there, which waits for it and meets its failure.
			void Promise.allSettled([wordListOf(this.#wordsIn)])
			this.#locking ??= await arrived(import('#browser/reporter/lock-story.ts'))
			if (this.#locking === null) {
				this.lock = { is: 'refused', because: 'line' }
				return
			}
			if (asked !== null) this.#locking.answerFrom(asked)
			const found = await this.#locking.teamsToWrite(this.#wordsIn, today())
			if (!found.ok) {
				this.lock = { is: 'refused', because: found.because }
				return
			}
			this.teams = found.teams
			const [first, second] = found.teams
			const before = found.teams.find(({ desk }) => desk === this.chosen)
			if (first !== undefined && (before !== undefined || second === undefined))
				await this.choose(before ?? first)
			else this.lock = { is: 'choosing' }
		} catch (error) {
			this.lock = { is: 'refused', because: 'forged' }
			throw error
		}
	}

	/** Writes to this team from now on. Its return words are its own: those of another open nothing there. */
	async choose(team: Team): Promise<void> {
		if (this.#locking === null) return
		this.chosen = team.desk
		this.leftOut = []
		this.lock = { is: 'arriving' }
		const prepared = await this.#locking.prepareLock(team, this.#wordsIn, today())
		if (this.chosen !== team.desk) return
		this.lock = prepared.ok
			? { is: 'ready', ready: prepared.ready }
			: { is: 'refused', because: prepared.because }
	}

	/** Writes the same return words with the list of another language; when the line breaks they stay as they are. */
	async writeWordsIn(language: Language): Promise<boolean> {
		if (this.lock.is !== 'ready' || this.#locking === null) return false
		const written = await this.#locking.inWordsOf(this.lock.ready, language)
		if (written !== null) this.lock = { is: 'ready', ready: written }
		return written !== null
	}

	/** Whether what was typed is the word, or the group of digits, at this place. */
	isBack(kind: 'words' | 'groups', place: number, typed: string): boolean {
		if (this.lock.is !== 'ready' || this.#locking === null) return false
		return this.#locking.isBack(this.lock.ready, kind, place, typed)
	}

	/** Locks once, then sends; called again after a failure, it sends the same bytes. */
	async send(): Promise<void> {
		if (this.lock.is !== 'ready' || this.#locking === null) return
		this.sending = { is: 'locking' }
		try {
			this.#locked ??= await this.#lockForToday(this.#locking, this.lock.ready)
			if (this.#locked === null) {
				this.sending = { is: 'not-yet' }
				return
			}
		} catch (error) {
			this.sending = { is: 'failed', because: 'not-locked' }
			throw error
		}
		const { story, voice } = this.#locked
		const sent = await this.#locking.sendStory(story, (news) => {
			this.sending = news
		})
		if (!sent.ok) this.sending = { is: 'failed', because: sent.because }
		else if (voice === null) this.#stored('nothing')
		else await this.sendVoice()
	}

	/** @returns null when the team may no longer be written to: `lock` then says why */
	async #lockForToday(locking: typeof Locking, ready: Locking.ReadyLock): Promise<Locking.Locked | null> {
		const checked = await locking.checkedAgain(ready, today())
		if (!checked.ok) {
			this.lock = { is: 'refused', because: checked.because }
			return null
		}
		this.lock = { is: 'ready', ready: checked.ready }
		return locking.lockStory(checked.ready, this.#draft(), this.voice)
	}

	/** Locks once for the person alone, then has it kept; called again after a failure, it goes on with the same. */
	async keep(): Promise<void> {
		if (this.lock.is !== 'ready') return
		this.forLater = true
		this.sending = { is: 'locking' }
		try {
			this.#keeping ??= await arrived(import('#browser/reporter/keep-first.ts'))
			if (this.#keeping === null) {
				this.sending = { is: 'failed', because: 'line' }
				return
			}
			this.#lockedFirst ??= await this.#keeping.lockFirst(this.lock.ready, this.text, this.voice)
		} catch (error) {
			this.sending = { is: 'failed', because: 'not-locked' }
			throw error
		}
		const kept = await this.#keeping.keepFirst(this.#lockedFirst, (news) => {
			this.sending = news
		})
		if (kept.ok) this.#isKept('nothing')
		else if (kept.missing === 'voice') this.sending = { is: 'voice-failed', because: kept.because }
		else this.sending = { is: 'failed', because: kept.because }
	}

	/** The same once more, after a failure. */
	async again(): Promise<void> {
		if (this.forLater) await this.keep()
		else if (this.sending.is === 'voice-failed') await this.sendVoice()
		else await this.send()
	}

	/** Sends what is missing of the voice note. */
	async sendVoice(): Promise<void> {
		if (this.#locking === null || this.#locked === null || this.#locked.voice === null) return
		const { voice, story, keys } = this.#locked
		const sent = await this.#locking.sendVoice(voice, { desk: story.desk, keys }, (news) => {
			this.sending = news
		})
		if (sent.ok) this.#stored('nothing')
		else this.sending = { is: 'voice-failed', because: sent.because }
	}

	/** The message is stored and its voice note is not: the person goes on all the same. */
	goOnWithoutVoice(): void {
		if (this.forLater) {
			this.#isKept('voice')
			return
		}
		this.#stored(this.text.trim() === '' ? 'voice-and-no-text' : 'voice')
	}

	/** Back to writing, when the server certainly stored nothing. */
	mayChange(): boolean {
		return this.sending.is === 'failed' && NOT_STORED.includes(this.sending.because)
	}

	change(): void {
		if (!this.mayChange()) return
		this.#locked = null
		this.#lockedFirst = null
		this.forLater = false
		this.sending = { is: 'not-yet' }
	}

	/** Forgets everything. */
	clear(): void {
		this.recorder.discard()
		this.text = ''
		this.broughtAlong = false
		this.voice = null
		this.reason = null
		this.leftOut = []
		this.showAgain = false
		this.urgent = false
		this.#locked = null
		this.#lockedFirst = null
		this.forLater = false
		this.teams = []
		this.chosen = null
		this.lock = { is: 'arriving' }
		this.sending = { is: 'not-yet' }
		forgetKeys()
	}

	#draft(): StoryDraft {
		return {
			language: this.language,
			reason: this.reason,
			text: this.text,
			leftOut: [...this.leftOut],
			showAgain: this.showAgain,
			urgent: this.urgent,
		}
	}

	#isKept(missing: Extract<SendState, { is: 'kept' }>['missing']): void {
		if (this.#lockedFirst !== null) holdKeys(this.#lockedFirst.mailbox)
		this.sending = { is: 'kept', missing }
		this.text = ''
		this.voice = null
		this.#lockedFirst = null
	}

	#stored(missing: Extract<SendState, { is: 'stored' }>['missing']): void {
		if (this.#locked !== null) {
			const { story, keys } = this.#locked
			holdKeys({ desk: story.desk, keys })
		}
		this.sending = { is: 'stored', missing }
		this.text = ''
		this.voice = null
		this.#locked = null
	}
}

/** @returns null when the line broke; browsers report that as TypeError */
async function arrived<Module>(fetched: Promise<Module>): Promise<Module | null> {
	try {
		return await fetched
	} catch (error) {
		if (error instanceof TypeError) return null
		throw error
	}
}
