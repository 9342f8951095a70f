import { Refused } from '#browser/call-server.ts'
import { SendControl, SendStopped } from '#browser/reporter/send-control.ts'
import { type FileNews, sendFile } from '#browser/reporter/send-file.ts'
import { PartAltered } from '#browser/reporter/send-part.ts'
import type { Mailbox } from '#browser/reporter/mailbox.ts'
import type { Sent } from '#browser/reporter/thread-journey.ts'
import { fileToSend, type LookedInto, lookInto } from '#browser/reporter/thread-look-into.ts'
import { Pace } from '#browser/reporter/thread-pace.ts'
import type { FileRef } from '#domain/threads/records.ts'
import { FileChanged, FileTooLarge } from '#vault/attachment.ts'
import { LARGEST_FILE } from '#vault/outside/format.ts'

/** Largest file that can be sent, in bytes. */
export const LARGEST_TO_SEND = LARGEST_FILE

/** Where files go: to a team, or into what is kept for later. */
export type TakesFiles = {
	mailbox: Mailbox
	/** Told of a file once all its parts are stored. */
	takeFile: (file: FileRef) => Promise<Sent>
}

export type Look = 'looking' | 'too-large' | 'unreadable' | LookedInto

export type FileFailure = Extract<Sent, { ok: false }>['because'] | 'unreadable' | 'over-limit' | 'altered'

/** Where one file stands: on this device, on its way, or with the team. */
export type FileState =
	| { is: 'chosen' }
	| { is: 'locking' }
	| { is: 'sending' | 'paused'; news: FileNews; minutes: number | null }
	| { is: 'stored' }
	| { is: 'stopped' }
	| { is: 'failed'; because: FileFailure; detail: string }

/** A file the person chose: what is hidden in it, which copy goes, how far it is. */
export class ChosenFile {
	readonly file: File
	readonly number: number
	look: Look = $state.raw('looking')
	copy: FileRef['copy'] = $state('original')
	state: FileState = $state.raw({ is: 'chosen' })
	/** Sent whole, while the message that names it is not: only that is sent again. */
	#ref: FileRef | null = null
	readonly #pace = new Pace()
	#since = 0
	#control: SendControl | null = null

	constructor(file: File, number: number) {
		this.file = file
		this.number = number
	}

	async lookInto(): Promise<void> {
		try {
			const look = await lookInto(this.file)
			this.look = look ?? 'too-large'
			if (look?.kept !== undefined && look.kept !== null) this.copy = 'clean-copy'
		} catch (error) {
			if (!(error instanceof DOMException)) throw error
			this.look = 'unreadable'
		}
	}

	/** Why this file cannot be sent at all, or null. */
	get refusal(): 'empty' | 'over-limit' | 'unreadable' | null {
		if (this.look === 'unreadable') return 'unreadable'
		if (this.file.size === 0) return 'empty'
		return this.file.size > LARGEST_TO_SEND ? 'over-limit' : null
	}

	/** Whether it waits to be sent, for the first time or again. */
	get waits(): boolean {
		const { is } = this.state
		return this.refusal === null && this.look !== 'looking' && (is === 'chosen' || is === 'failed')
	}

	async send(to: TakesFiles): Promise<void> {
		this.state = { is: 'locking' }
		try {
			this.#ref ??= await this.#sendParts(to)
			const said = await to.takeFile(this.#ref)
			this.state = said.ok ? { is: 'stored' } : { is: 'failed', because: said.because, detail: said.detail }
		} catch (error) {
			this.state = stateAfter(error)
		}
	}

	pause(): void {
		this.#control?.pause()
	}

	goOn(): void {
		if (this.state.is === 'paused') this.state = { ...this.state, news: { ...this.state.news, cut: false } }
		this.#control?.goOn()
	}

	stop(): void {
		this.#control?.stop()
	}

	async #sendParts(to: TakesFiles): Promise<FileRef> {
		const content = await fileToSend(this.file, this.copy, this.number)
		this.#control = new SendControl((paused) => {
			this.#since = Date.now()
			if (this.state.is === 'sending' || this.state.is === 'paused')
				this.state = { ...this.state, is: paused ? 'paused' : 'sending' }
		})
		this.#since = Date.now()
		return sendFile(content, to.mailbox, this.#control, (news) => {
			this.#note(news)
		})
	}

	#note(news: FileNews): void {
		const before = this.state.is === 'sending' || this.state.is === 'paused' ? this.state.news.done : 0
		const now = Date.now()
		if (news.done > before) this.#pace.add({ bytes: news.done - before, milliseconds: now - this.#since })
		if (news.done > before || news.cut) this.#since = now
		const is = this.state.is === 'paused' ? 'paused' : 'sending'
		this.state = { is, news, minutes: this.#pace.minutesFor(news.all - news.done) }
	}
}

function stateAfter(error: unknown): FileState {
	if (error instanceof SendStopped) return { is: 'stopped' }
	if (error instanceof Refused) return { is: 'failed', because: refusalOf(error), detail: error.because }
	if (error instanceof PartAltered) return { is: 'failed', because: 'altered', detail: error.message }
	if (error instanceof FileTooLarge) return { is: 'failed', because: 'over-limit', detail: error.message }
	if (error instanceof FileChanged || error instanceof DOMException)
		return { is: 'failed', because: 'unreadable', detail: error.message }
	throw error
}

function refusalOf({ because }: Refused): FileFailure {
	if (because === 'full' || because === 'thread-full' || because === 'too-large') return 'full'
	if (because === 'no-such-mailbox' || because === 'wrong-proof') return 'gone'
	return because === 'unavailable' || because === 'server-error' ? 'unavailable' : 'refused'
}

/** The files of one visit, sent one after the other. */
export class ChosenFiles {
	files: ChosenFile[] = $state.raw([])
	sending = $state(false)
	#count = 0

	choose(chosen: Iterable<File>): void {
		const added = Array.from(chosen, (file) => new ChosenFile(file, ++this.#count))
		this.files = [...this.files, ...added]
		void this.#lookInto(added)
	}

	remove(file: ChosenFile): void {
		this.files = this.files.filter((other) => other !== file)
	}

	/** The line is back: what a cut paused goes on, what the person paused does not. */
	goOnAfterCut(): void {
		for (const file of this.files) if (file.state.is === 'paused' && file.state.news.cut) file.goOn()
	}

	/** The person left the screen. */
	stop(): void {
		for (const file of this.files) file.stop()
	}

	/** Bytes still to send, roughly: locking adds a few of a hundred. */
	get bytesLeft(): number {
		return this.files.filter(({ waits }) => waits).reduce((sum, { file }) => sum + file.size, 0)
	}

	/** Sends what waits, also what is chosen meanwhile; a file that failed is tried again when this is called again. */
	async send(to: TakesFiles): Promise<void> {
		if (this.sending) return
		this.sending = true
		const tried: ChosenFile[] = []
		const next = () => this.files.find((file) => file.waits && !tried.includes(file))
		for (let file = next(); file !== undefined; file = next()) {
			tried.push(file)
			await file.send(to)
		}
		this.sending = false
	}

	/** One at a time: each is whole in memory while it is looked into. */
	async #lookInto(added: readonly ChosenFile[]): Promise<void> {
		for (const file of added) await file.lookInto()
	}
}
