import { wordListOf } from '#browser/word-lists.ts'
import { CardCamera } from '#browser/reporter/card-camera.svelte.ts'
import { LARGEST_CARD, wordsInCard } from '#browser/reporter/thread-card.ts'
import { forgetKeys, heldKeys } from '#browser/reporter/held-keys.ts'
import { LaterBox } from '#browser/reporter/later-box.ts'
import type { KeptUntil } from '#browser/reporter/mailbox.ts'
import type { CopiesView } from '#browser/reporter/kept-copies.ts'
import {
	type Looked,
	lookForAnswers,
	type LookRefusal,
	type LookStep,
	type OpenThread,
	reopenThread,
	sentOf,
	teamsToLookAt,
} from '#browser/reporter/thread-journey.ts'
import type { ReturnTeam } from '#browser/reporter/thread-team.ts'
import { today } from '#browser/today.ts'
import { readTypedWords, type TypedWords } from '#browser/reporter/thread-words.ts'
import type { InterfaceLanguage, Language } from '#domain/languages.ts'
import type { Label } from '#domain/roster/roster.ts'

/** Screens behind the words. From `writing` on, something can be sent. */
export type WritingScreen = 'write' | 'topics' | 'may-know' | 'files' | 'reach' | 'delete' | 'later-send'
/** Screens of what is kept and not sent. */
export type LaterScreen = 'later-note' | 'later-files' | 'later-destroy' | 'later-sent' | 'later-gone'
export type Screen =
	| 'words'
	| 'which-team'
	| 'looking'
	| 'not-opened'
	| 'thread'
	| 'leave-out'
	| 'letter'
	| WritingScreen
	| LaterScreen

export type WordsProblem =
	Extract<TypedWords, { ok: false }> | { because: 'card-too-large' | 'card-unreadable' }

/** How far the search is; `trying` counts teams from 0 when several are tried. */
export type Looking = { step: LookStep; share: number; trying: number | null }

/** What became of the wish to have all copies deleted. */
export type ForgetState = 'not-asked' | 'asking' | 'done' | 'failed'

export type ReadState = 'unread' | 'telling' | 'told' | 'not-told'

// [Note: coming back] What the words open lives in this object and nowhere else. Leaving or reloading the page
// forgets it; whatever was not confirmed as read is shown again next time.

/** One visit to the return page. */
export class ReturnJourney {
	readonly language: InterfaceLanguage
	/** The list of words tried first. */
	readonly #wordsIn: Language
	screen: Screen = $state('words')
	typed = $state('')
	readonly camera = new CardCamera()
	problem: WordsProblem | null = $state.raw(null)
	looking: Looking = $state.raw({ step: 'team', share: 0, trying: null })
	/** The teams the person may have written to; more than one has them say which. */
	teams: readonly ReturnTeam[] = $state.raw([])
	refusal: LookRefusal = $state('nothing-found')
	thread: OpenThread | null = $state.raw(null)
	/** What is kept and not sent; null when these words have sent something. */
	later: LaterBox | null = $state.raw(null)
	read: ReadState = $state('unread')
	/** Whether the answers of this visit may still be looked at, while the person writes back. */
	atHand = $state(true)
	/** What was stored last, in words for the person. */
	stored: string | null = $state(null)
	/** What the person chose to see again. */
	kept: CopiesView = $state.raw({ items: [], faults: 0, keeping: false })
	/** Whether the newest text was stored without the copy the person wanted. */
	notKept = $state(false)
	/** Until when everything here is kept; null where the server did not say. */
	keptUntil: KeptUntil | null = $state.raw(null)
	forgetting: ForgetState = $state('not-asked')
	#secret: Uint8Array | null = null
	#afterLeaveOut: WritingScreen = 'write'

	constructor(language: InterfaceLanguage, wordsIn: Language) {
		this.language = language
		this.#wordsIn = wordsIn
	}

	/** Goes on without words when the person has just written and their keys are still in this page's memory. */
	async resume(): Promise<void> {
		const held = heldKeys()
		if (held === null) return
		this.screen = 'looking'
		this.looking = { step: 'fetch', share: 1, trying: null }
		this.#opened(await reopenThread(held, today()))
	}

	/** Reads the typed words; only when they fit together does anything go to the server. */
	async look(): Promise<void> {
		this.camera.stop()
		const read = await this.#readTyped()
		if (!read.ok) {
			this.problem = read
			return
		}
		this.problem = null
		this.#secret = read.secret
		this.looking = { step: 'team', share: 0, trying: null }
		this.screen = 'looking'
		const found = await teamsToLookAt(today())
		if (!found.ok) {
			this.#opened(found)
			return
		}
		this.teams = found.teams
		if (found.teams.length > 1) this.screen = 'which-team'
		else await this.lookAt(found.teams)
	}

	/** Looks for the mailbox at these teams: the one the person wrote to, or all when they no longer know. */
	async lookAt(teams: readonly ReturnTeam[]): Promise<void> {
		if (this.#secret === null) return
		this.screen = 'looking'
		const looked = await lookForAnswers(this.#secret, teams, (step, share, at) => {
			this.looking = { step, share, trying: teams.length > 1 ? at : null }
		})
		this.#opened(looked)
	}

	/** Back to the question which team it was, when there is more than one. */
	backToTeams(): void {
		this.screen = 'which-team'
	}

	/** What was typed, or pasted out of a file that says more than the words. */
	async #readTyped(): Promise<TypedWords> {
		const read = await readTypedWords(this.typed, this.#wordsIn, wordListOf)
		if (read.ok || wordsInCard(this.typed) === this.typed) return read
		const digits = await readTypedWords(wordsInCard(this.typed), this.#wordsIn, wordListOf)
		return digits.ok ? digits : read
	}

	async openCard(card: File): Promise<void> {
		if (card.size > LARGEST_CARD) {
			this.problem = { because: 'card-too-large' }
			return
		}
		try {
			this.give(wordsInCard(await card.text()))
		} catch (error) {
			if (!(error instanceof DOMException)) throw error
			this.problem = { because: 'card-unreadable' }
		}
	}

	/** Puts words that were read from a card into the box. */
	give(words: string): void {
		this.typed = words
		this.problem = null
	}

	/** Puts a word of the list in the place of one that is not. */
	correct(wrong: string, right: string): void {
		this.typed = this.typed.replace(wrong, right)
		this.problem = null
	}

	backToWords(): void {
		this.screen = 'words'
	}

	/** Goes to a screen of the thread. Leaving the answers means having read them. */
	go(screen: 'thread' | WritingScreen): void {
		if (this.thread === null) return
		this.#look()
		if (this.screen === 'thread' && screen !== 'thread') {
			this.stored = null
			this.forgetting = 'not-asked'
			if (this.read === 'unread') void this.confirmRead()
		}
		const to = this.thread.whereTo()
		if (screen !== 'thread' && !to.ok && to.because === 'choose-readers') {
			this.#afterLeaveOut = screen
			this.screen = 'leave-out'
		} else this.screen = screen
	}

	/** Makes a letter of what the page shows. Nothing is sent, so nobody has to say who may read it. */
	writeLetter(): void {
		this.stored = null
		this.screen = 'letter'
	}

	/** Goes to a screen of what is kept; nothing there needs to know who reads. */
	goLater(screen: LaterScreen): void {
		this.stored = null
		this.screen = screen
	}

	leaveOut(labels: readonly Label[]): void {
		this.thread?.leaveOut(labels)
		this.screen = this.#afterLeaveOut
	}

	/** "I have read this": the answers go from the server and from this page. */
	async putAway(): Promise<void> {
		this.atHand = false
		await this.confirmRead()
	}

	async confirmRead(): Promise<void> {
		if (this.thread === null || this.thread.answers.hashes.length === 0) return
		this.read = 'telling'
		const told = await this.thread.confirmRead()
		this.read = told.ok ? 'told' : 'not-told'
		this.#look()
	}

	/** Shows that something arrived, back on the thread. */
	done(sentence: string): void {
		this.stored = sentence
		this.screen = 'thread'
		this.#look()
	}

	/** "Show me again what I send", chosen in this visit and for this visit. */
	keepFromNow(): void {
		this.thread?.copies.keepFromNow()
		this.#look()
	}

	/** Has every copy deleted, and keeps none in this visit. */
	async forgetKept(): Promise<void> {
		if (this.thread === null) return
		this.forgetting = 'asking'
		const forgotten = await sentOf(this.thread.copies.forget())
		this.forgetting = forgotten.ok ? 'done' : 'failed'
		this.#look()
	}

	#look(): void {
		if (this.thread === null) return
		this.kept = this.thread.copies.view()
		this.notKept = this.thread.notKept
		this.keptUntil = this.thread.keptUntil
	}

	/** What was kept is with the team: from here on it is a thread like any other. */
	async openSent(): Promise<void> {
		if (this.thread === null) return
		this.screen = 'looking'
		this.looking = { step: 'fetch', share: 1, trying: null }
		this.#opened(await reopenThread(this.thread.mailbox, today()))
	}

	/** Forgets everything. */
	clear(): void {
		this.camera.stop()
		this.typed = ''
		this.#secret = null
		this.teams = []
		this.problem = null
		this.thread = null
		this.later = null
		this.kept = { items: [], faults: 0, keeping: false }
		this.notKept = false
		this.keptUntil = null
		this.forgetting = 'not-asked'
		this.screen = 'words'
		forgetKeys()
	}

	#opened(looked: Looked): void {
		if (looked.ok) {
			this.#secret = null
			this.typed = ''
			this.thread = looked.thread
			this.later = looked.thread.holdsLater ? new LaterBox(looked.thread) : null
			this.read = 'unread'
			this.screen = 'thread'
			this.#look()
		} else {
			this.refusal = looked.because
			this.screen = 'not-opened'
		}
	}
}
