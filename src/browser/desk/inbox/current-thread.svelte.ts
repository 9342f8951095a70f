import { Refused } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { flagEntry, giveAccess, takeAccess, takeFromTheGone } from '#browser/desk/inbox/access.ts'
import { leaveDeposit, sealAgain, type SealedAnswer, writeAnswer } from '#browser/desk/inbox/answer.ts'
import { answersNotLeft } from '#browser/desk/inbox/answers-not-left.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import { retireOriginals, sayChecked } from '#browser/desk/inbox/check-thread.ts'
import { digestOf, isReader, unopenedStory } from '#browser/desk/inbox/digest.ts'
import { fetchFile, type FetchedFile } from '#browser/desk/inbox/fetch-file.ts'
import type { Inbox } from '#browser/desk/inbox/inbox.svelte.ts'
import { openThread, takeIn, type Wrote } from '#browser/desk/inbox/open-thread.ts'
import { readThread, type ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { fetchThread, RosterBehind } from '#browser/desk/inbox/sync.ts'
import { undoCapture } from '#browser/desk/inbox/undo-capture.ts'
import {
	askTranslation,
	leaveText,
	newParcel,
	takeBackText,
	type TranslationWish,
} from '#browser/desk/translation/give-text.ts'
import {
	fetchParcels,
	type Parcels,
	removeTaken,
	takeTranslations,
} from '#browser/desk/translation/take-translations.ts'
import { today } from '#browser/today.ts'
import { endOf } from '#domain/closing/thread-closing.ts'
import type { Day } from '#domain/days.ts'
import type { AnswerWords } from '#domain/threads/decide-answer.ts'
import { decideHandOver } from '#domain/threads/decide-hand-over.ts'
import { decideHold } from '#domain/threads/decide-hold.ts'
import { decideJudgeWish } from '#domain/threads/decide-judge-wish.ts'
import { decideMove } from '#domain/threads/decide-move.ts'
import { decideNote } from '#domain/threads/decide-note.ts'
import { decidePassOn } from '#domain/threads/decide-pass-on.ts'
import type { FlagReason } from '#domain/threads/entries.ts'
import type { FileRef } from '#domain/threads/records.ts'
import type { Decision, ThreadRefusal, Who } from '#domain/threads/thread-refusals.ts'

/** What a member's act came to: null when it was done. */
export type Outcome = ThreadRefusal | 'written-in-between' | null

/** Acts on entries are always tried anew on the newest state, so often when colleagues write at the same time. */
const TRIES = 3

/** The thread a member has before them, and what they can do with it. */
export class CurrentThread {
	view: ThreadView | null = $state.raw(null)
	/** An answer that stands in the journal and has not reached the mailbox yet. */
	notLeft: SealedAnswer | null = $state.raw(null)
	/** What the server holds of texts given to interpreters; null until that was asked. */
	parcels: Parcels | null = $state.raw(null)
	readonly thread: string
	readonly #inbox: Inbox

	constructor(thread: string, inbox: Inbox) {
		this.thread = thread
		this.#inbox = inbox
	}

	/** The last day of the thread, when that is near; null when it is far or the thread is held. */
	get lastDay(): Day | null {
		return this.#inbox.ending.get(this.thread) ?? null
	}

	/** Reads the thread as the server has it now. */
	async load(): Promise<ThreadView> {
		const { reader } = this.#inbox
		const stored = await this.#fetch()
		const view = await readThread(stored, reader)
		this.view = view
		this.#inbox.keep(stored)
		this.#inbox.put(digestOf(view, stored.order, reader.member))
		return view
	}

	/**
	 * Reads the thread and does what needs nobody's judgement: makes new keys when a reader was removed from the team,
	 * takes in what the person sent since, says that a
	 * colleague's work was found right, lets originals go that were checked long enough ago.
	 */
	async follow(): Promise<void> {
		const view = await this.load()
		const { reader, token } = this.#inbox
		if (view.state.story === null || !isReader(view, reader.member)) return
		await this.#all((now) => takeFromTheGone(now, reader, token, today()))
		await this.#all((now) => takeIn(now, reader, token, today()))
		await this.#all((now) => sayChecked(now, reader, token, today()))
		if (this.view !== null) await retireOriginals(this.view, reader, token, today())
		await this.lookAtParcels()
	}

	/** Asks what lies with interpreters, and takes in what came back. */
	async lookAtParcels(): Promise<void> {
		const { view } = this
		const { reader, token } = this.#inbox
		if (view === null || view.state.translations.length === 0) return
		const parcels = await fetchParcels(view, reader, token)
		await this.#attempt((now) => takeTranslations(now, parcels, reader, token, today()))
		this.parcels = await removeTaken(this.view ?? view, parcels, reader, token)
	}

	/** Gives one text to an interpreter: says so in the journal, then leaves the text. */
	async giveText(wish: TranslationWish): Promise<Outcome> {
		const command = { ...wish, ...newParcel() }
		const { reader, token } = this.#inbox
		const outcome = await this.#do((view) => askTranslation(view, command, reader, token, today()))
		if (outcome === null) await this.leaveText(command.parcel)
		return outcome
	}

	/** Leaves a text the journal speaks of, also when its way to the server was cut off earlier. */
	async leaveText(parcel: string): Promise<null> {
		const { reader, token } = this.#inbox
		if (this.view !== null) await leaveText(this.view, parcel, reader, token)
		await this.lookAtParcels()
		return null
	}

	async takeBackText(parcel: string): Promise<Outcome> {
		const { reader, token } = this.#inbox
		const outcome = await this.#do((view) => takeBackText(view, parcel, reader, token, today()))
		await this.lookAtParcels()
		return outcome
	}

	/** Opens a thread nobody opened before, and takes in everything that waits. */
	async open(): Promise<Outcome> {
		const outcome = await this.#do((view) => {
			const story = unopenedStory(view)
			if (story === null) return refusal('not-a-story')
			return openThread(view, story, this.#inbox.reader, this.#inbox.token, today())
		})
		if (outcome === null) await this.follow()
		return outcome
	}

	/**
	 * Writes the answer for the team, then leaves it for the person.
	 * @throws LineCut, Refused when it could not be left; `notLeft` then holds it for {@link leave}
	 */
	async answer(words: AnswerWords): Promise<Outcome> {
		const { view } = this
		if (view === null) return 'not-open'
		try {
			const wrote = await writeAnswer(view, words, this.#inbox.reader, this.#inbox.token, today())
			if (!wrote.ok) return wrote.because
			this.notLeft = wrote.answer
			await this.load()
		} catch (error) {
			if (!isOvertaken(error)) throw error
			await this.follow()
			return 'written-in-between'
		}
		await this.leave()
		await this.#moved()
		return null
	}

	/** Leaves what `notLeft` holds in the person's mailbox. */
	async leave(): Promise<void> {
		if (this.view !== null && this.notLeft !== null) {
			await leaveDeposit(this.view, this.notLeft, this.#inbox.reader.roster.desk)
			this.notLeft = null
		}
		await this.load()
	}

	/** Seals and leaves again every answer whose way to the mailbox was cut off earlier. */
	async leaveWhatWasCutOff(): Promise<Outcome> {
		const { reader, token } = this.#inbox
		for (const n of answersNotLeft(await this.load())) {
			const outcome = await this.#do(async (view) => {
				const wrote = await sealAgain(view, n, reader, token, today())
				if (wrote.ok) this.notLeft = wrote.answer
				return wrote
			})
			if (outcome !== null) return outcome
			await this.leave()
		}
		return null
	}

	move(change: Pick<AnswerWords, 'stage' | 'promised'>): Promise<Outcome> {
		return this.#decide((view, who) => decideMove(view.state, change, who))
	}

	note(text: string): Promise<Outcome> {
		return this.#decide((view, who) => decideNote(view.state, { text }, who))
	}

	/** Keeps the thread longer than its time, or lets it end again. */
	hold(held: boolean, because: string): Promise<Outcome> {
		return this.#decide((view, who) => decideHold(view.state, { held, because }, who))
	}

	judgeWish(message: string, judged: 'confirmed' | 'refused', how: string): Promise<Outcome> {
		return this.#decide((view, who) => decideJudgeWish(view.state, { message, judged, how }, who))
	}

	/** Says who answers the person from now on. */
	handOver(to: string): Promise<Outcome> {
		return this.#decide((view, who) => decideHandOver(view.state, { to }, who))
	}

	/** Makes new keys where somebody who left the team was among the readers. @returns whether that was needed */
	async closeToTheGone(): Promise<boolean> {
		const { reader, token } = this.#inbox
		const view = await this.load()
		if (view.state.story === null || !isReader(view, reader.member)) return false
		return (await this.#attempt((now) => takeFromTheGone(now, reader, token, today()))) !== null
	}

	give(to: readonly string[]): Promise<Outcome> {
		return this.#do((view) => giveAccess(view, to, this.#inbox.reader, this.#inbox.token, today()))
	}

	take(from: readonly string[]): Promise<Outcome> {
		return this.#do((view) => takeAccess(view, from, this.#inbox.reader, this.#inbox.token, today()))
	}

	flag(seq: number, hash: string, because: FlagReason): Promise<Outcome> {
		const { reader, token } = this.#inbox
		return this.#do((view) => flagEntry(view, { seq, hash, because }, reader, token, today()))
	}

	/** Takes the effect of a colleague's opening away and opens the thread from the original. */
	async undoOpening(seq: number, hash: string, because: FlagReason): Promise<Outcome> {
		const { reader, token } = this.#inbox
		const outcome = await this.#do((view) => {
			const story = unopenedStory(view)
			if (story === null) return refusal('not-a-story')
			return undoCapture(view, { seq, hash, because }, story, reader, token, today())
		})
		if (outcome === null) await this.follow()
		return outcome
	}

	/** Fetches and opens a file the person sent (see `fetchFile`). */
	file(file: FileRef, onPart: (parts: number) => void, signal: AbortSignal): Promise<FetchedFile> {
		const { reader, token } = this.#inbox
		return fetchFile(file, { thread: this.thread, reader, token }, onPart, signal)
	}

	/** Says which team goes on with it, by the person's yes. */
	passOn(to: string, yes: string): Promise<Outcome> {
		return this.#decide((view, who) => decidePassOn(view.state, { to, yes }, who))
	}

	/**
	 * Destroys the thread for everybody.
	 * @param when `collected`: only if the person has collected everything, else the server refuses with `too-early`
	 * @returns when its bytes are gone from the server's disk
	 */
	async destroy(when: 'collected' | 'now' = 'now'): Promise<'now' | 'when-logs-expire'> {
		const { reader, token } = this.#inbox
		const { closing, desk } = reader.roster
		const ended =
			closing === null || this.view === null || answersNotLeft(this.view).length > 0
				? null
				: endOf(this.view.state, closing)
		const query = { ...(ended === null ? {} : { ended }), ...(when === 'now' ? {} : { when }) }
		return (await callServer('destroy', null, { at: { desk, thread: this.thread }, token, query })).gone
	}

	async #fetch(): Promise<StoredThread> {
		try {
			return { ...(await fetchThread(this.thread, this.#inbox)), pin: this.#inbox.pinOf(this.thread) }
		} catch (error) {
			if (error instanceof Refused && error.because === 'not-a-reader') this.#inbox.lose(this.thread)
			if (error instanceof RosterBehind) this.#inbox.onRosterBehind()
			throw error
		}
	}

	/** Whatever is written starts the time of the thread anew. */
	async #moved(): Promise<void> {
		if (this.lastDay !== null) await this.#inbox.lookAtEnding()
	}

	#decide(decide: (view: ThreadView, who: Who) => Decision): Promise<Outcome> {
		const { reader, token } = this.#inbox
		return this.#do(async (view): Promise<Wrote> => {
			const decision = decide(view, { ...reader, today: today() })
			if (!decision.ok) return decision
			return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token) }
		})
	}

	async #do(act: (view: ThreadView) => Promise<Wrote>): Promise<Outcome> {
		const wrote = await this.#attempt(act)
		if (wrote === 'written-in-between') return wrote
		return wrote.ok ? null : wrote.because
	}

	/** Repeats an act until nothing is left to do. */
	async #all(act: (view: ThreadView) => Promise<Wrote | null>): Promise<void> {
		for (;;) {
			const wrote = await this.#attempt(act)
			if (wrote === null || wrote === 'written-in-between' || !wrote.ok) return
		}
	}

	/** Acts, reads again what came of it, and acts anew on the newest state when a colleague was faster. */
	async #attempt<Result extends Wrote | null>(
		act: (view: ThreadView) => Promise<Result>,
	): Promise<Result | 'written-in-between'> {
		let view = this.view ?? (await this.load())
		for (let tries = 1; ; tries++) {
			try {
				const wrote = await act(view)
				if (wrote?.ok === true) {
					await this.load()
					await this.#moved()
				}
				return wrote
			} catch (error) {
				if (!isOvertaken(error)) throw error
				if (tries === TRIES) return 'written-in-between'
				view = await this.load()
			}
		}
	}
}

/** Whether an act failed because a colleague continued the journal in between. */
function isOvertaken(error: unknown): boolean {
	return error instanceof Refused && error.because === 'not-the-next-entry'
}

function refusal(because: ThreadRefusal): Promise<Wrote> {
	return Promise.resolve({ ok: false, because })
}
