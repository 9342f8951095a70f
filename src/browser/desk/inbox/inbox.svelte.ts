import type { Digest } from '#browser/desk/inbox/digest.ts'
import { DigestPool } from '#browser/desk/inbox/digest-pool.ts'
import { type Drawer, type DrawerFrames, emptyDrawer, loadDrawer } from '#browser/desk/inbox/drawer.ts'
import { type Ending, fetchEnding, NOTHING_ENDS } from '#browser/desk/inbox/ending.ts'
import { mergeDigests, withoutThreads } from '#browser/desk/inbox/merge-digests.ts'
import { type Reader, type ReaderKeys, readerOf } from '#browser/desk/inbox/reader.ts'
import { search } from '#browser/desk/inbox/search.ts'
import { bringBack, type BroughtBack } from '#browser/desk/kept/bring-back.ts'
import type { DeviceStore } from '#browser/desk/kept/device-store.ts'
import { KeptThreads } from '#browser/desk/kept/kept-threads.ts'
import { laterPin, type Pin } from '#domain/roster/entry-to-expect.ts'
import type { StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import { type BuildProgress, catchUp, RosterBehind, type Session } from '#browser/desk/inbox/sync.ts'

/** Milliseconds between two looks for what is new. */
const LOOK_EVERY = 60_000

/** The list a member works from: what the drawer holds, brought up to date while they work. */
export class Inbox {
	/** Newest activity first. */
	digests: readonly Digest[] = $state.raw([])
	/** How far the reading of what is not known yet has come; null when nothing is being read. */
	progress: BuildProgress | null = $state.raw(null)
	/** Whether the drawer was loaded, so that an empty list means that there is nothing. */
	loaded = $state(false)
	/** Whether a member asked to stop reading. */
	stopped = $state(false)
	/** What ended the last reading, if it did not end well. */
	failure: unknown = $state.raw(null)
	/** What the server lacked at this unlock of what this device had seen; null until that was looked up. */
	broughtBack: BroughtBack | null = $state.raw(null)
	/** Last days of threads that end soon. */
	ending: Ending = $state.raw(NOTHING_ENDS)
	readonly reader: Reader
	readonly token: string
	readonly onRosterBehind: () => void
	readonly #pool: DigestPool
	readonly #kept: KeptThreads
	#drawer: Drawer = emptyDrawer()
	#work = new AbortController()
	#running: Promise<void> | null = null
	/** Asked for at the unlock, for the first load. */
	#ahead: DrawerFrames | null

	/**
	 * @param onRosterBehind called when the roster has to be fetched again before anything more can be read
	 * @param ahead the drawer, when it is on its way already
	 */
	constructor(
		keys: ReaderKeys,
		token: string,
		device: DeviceStore,
		onRosterBehind: () => void,
		ahead: DrawerFrames | null = null,
	) {
		this.#ahead = ahead
		this.onRosterBehind = onRosterBehind
		this.reader = readerOf(keys)
		this.token = token
		this.#pool = new DigestPool(keys)
		this.#kept = new KeptThreads(keys, device)
	}

	/** Looks now, and again every minute while the page is visible. @returns a function that ends everything */
	start(): () => void {
		void this.look()
		const timer = setInterval(() => {
			if (!document.hidden && !this.stopped) void this.look()
		}, LOOK_EVERY)
		return () => {
			clearInterval(timer)
			this.#work.abort()
			this.#pool.end()
		}
	}

	/** Reads what is new. Never fails: what went wrong is in {@link failure}. */
	look(): Promise<void> {
		this.#running ??= this.#look().finally(() => {
			this.#running = null
		})
		return this.#running
	}

	stop(): void {
		this.stopped = true
		this.#work.abort()
	}

	/** Puts one thread as it is now into the list. */
	put(digest: Digest): void {
		this.#drawer.digests.set(digest.thread, digest)
		this.#show([digest])
	}

	/** The newest entry of a thread this member has seen before. */
	pinOf(thread: string): Pin | null {
		return laterPin(this.#drawer.digests.get(thread)?.pin ?? null, this.#kept.pinOf(thread))
	}

	/** Keeps a thread on this device as the server has it now. */
	keep(stored: StoredThread): void {
		void this.#kept.note([stored])
	}

	/** Notes that a colleague took this member's access to a thread away. */
	lose(thread: string): void {
		const known = this.#drawer.digests.get(thread)
		if (known !== undefined) this.put({ ...known, standing: 'lost', gist: '', folded: '' })
	}

	/** Takes threads that are gone off the list. */
	remove(threads: readonly string[]): void {
		for (const thread of threads) this.#drawer.digests.delete(thread)
		this.digests = withoutThreads(this.digests, threads)
		void this.#kept.forget(threads)
	}

	/** Asks which threads end soon. */
	async lookAtEnding(): Promise<void> {
		this.ending = await fetchEnding(this)
	}

	/** The threads that contain all words of the query. */
	search(query: string): Digest[] {
		return search(this.digests, query)
	}

	async #look(): Promise<void> {
		this.#work = new AbortController()
		const { signal } = this.#work
		this.stopped = false
		this.failure = null
		try {
			if (!this.loaded) await this.#load()
			if (this.broughtBack === null) await this.#bringBack()
			while (!(await this.#catchUp(signal))) await this.#load()
			this.#showLost()
			await this.lookAtEnding()
		} catch (error) {
			if (error instanceof RosterBehind) this.onRosterBehind()
			else if (!signal.aborted) this.failure = error
		} finally {
			this.progress = null
		}
	}

	async #bringBack(): Promise<void> {
		await this.#kept.load()
		this.broughtBack = await bringBack(this.#kept, this)
	}

	/** Points at threads that are shorter than this device has seen them, also before anybody opens them. */
	#showLost(): void {
		for (const { thread } of this.broughtBack?.lost ?? []) {
			const known = this.#drawer.digests.get(thread)
			if (known !== undefined) this.put({ ...known, pin: this.pinOf(thread), look: 'rolled-back' })
		}
	}

	async #load(): Promise<void> {
		const ahead = this.#ahead ?? undefined
		this.#ahead = null
		this.#drawer = await loadDrawer(this.reader, this.token, this.#pool.openSegments, ahead)
		this.#show([...this.#drawer.digests.values()])
		this.loaded = true
	}

	#catchUp(signal: AbortSignal): Promise<boolean> {
		const session: Session = { reader: this.reader, token: this.token, digester: this.#pool.digest }
		return catchUp(this.#drawer, session, {
			signal,
			onDigests: (digests) => {
				this.#show(digests)
			},
			onThreads: (threads) => {
				void this.#kept.note(threads)
			},
			onGone: (threads) => {
				this.remove(threads)
			},
			onProgress: (progress) => {
				this.progress = progress
			},
		})
	}

	#show(digests: readonly Digest[]): void {
		this.digests = mergeDigests(this.digests, digests)
	}
}
