import type { Digest } from '#browser/desk/inbox/digest.ts'
import type { SegmentOpener } from '#browser/desk/inbox/drawer.ts'
import type { Segment } from '#browser/desk/inbox/drawer-segment.ts'
import type { ReaderKeys } from '#browser/desk/inbox/reader.ts'
import type { StoredThread } from '#browser/desk/inbox/stored-thread.ts'
import type { Digester } from '#browser/desk/inbox/sync.ts'

export type DigestTask =
	| { keys: ReaderKeys }
	| { task: number; threads: readonly StoredThread[] }
	| { task: number; segments: readonly Uint8Array[] }

export type DigestAnswer =
	{ task: number; digests: Digest[] } | { task: number; segments: (Segment | null)[] }

/** A worker that opened threads beside the page has failed; what it held is read again at the next sync. */
export class DigestFailed extends Error {
	override name = 'DigestFailed'
}

/** Threads handed to one worker at once: about a tenth of a second of work. */
const SLICE = 20

const MOST_WORKERS = 4

type Waiting = { resolve: (answer: DigestAnswer) => void; reject: (error: DigestFailed) => void }

/**
 * Opens threads and segments of the drawer beside the page, on as many processors as there are to spare, so that the
 * page stays quick while thousands of messages are opened. The workers hold the member's keys and must be ended when
 * the desk is locked.
 */
export class DigestPool {
	readonly #workers: Worker[]
	readonly #waiting = new Map<number, Waiting>()
	#tasks = 0

	constructor(keys: ReaderKeys) {
		const size = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency))
		this.#workers = Array.from({ length: size }, () => this.#start(keys))
	}

	readonly digest: Digester = async (threads) => {
		const answers = await Promise.all(
			slicesOf(threads, SLICE).map((slice) => {
				const own = slice.map(withOwnBytes)
				return this.#give((task) => ({ task, threads: own }), own.flatMap(buffersOf))
			}),
		)
		return answers.flatMap((answer) => ('digests' in answer ? answer.digests : []))
	}

	readonly openSegments: SegmentOpener = async (sealed) => {
		const own = sealed.map((bytes) => bytes.slice())
		const answer = await this.#give(
			(task) => ({ task, segments: own }),
			own.map(({ buffer }) => buffer),
		)
		return 'segments' in answer ? answer.segments : []
	}

	/** Ends the workers and with them the keys they hold. */
	end(): void {
		for (const worker of this.#workers) worker.terminate()
		this.#failAll('ended')
	}

	#give(question: (task: number) => DigestTask, handedOver: ArrayBufferLike[]): Promise<DigestAnswer> {
		const task = this.#tasks++
		const worker = this.#workers[task % this.#workers.length]
		return new Promise((resolve, reject) => {
			this.#waiting.set(task, { resolve, reject })
			worker?.postMessage(question(task), handedOver)
		})
	}

	#start(keys: ReaderKeys): Worker {
		const worker = new Worker(new URL('./digest.worker.ts', import.meta.url), { type: 'module' })
		worker.addEventListener('message', ({ data }: MessageEvent<DigestAnswer>) => {
			this.#waiting.get(data.task)?.resolve(data)
			this.#waiting.delete(data.task)
		})
		worker.addEventListener('error', ({ message }) => {
			this.#failAll(message)
		})
		const question: DigestTask = { keys }
		worker.postMessage(question)
		return worker
	}

	#failAll(because: string): void {
		for (const { reject } of this.#waiting.values()) reject(new DigestFailed(because))
		this.#waiting.clear()
	}
}

function slicesOf<Item>(items: readonly Item[], size: number): Item[][] {
	const slices: Item[][] = []
	for (let at = 0; at < items.length; at += size) slices.push(items.slice(at, at + size))
	return slices
}

// [Note: own bytes] Envelopes are views into the whole answer of the server, and a view is sent to a worker together
// with all it looks into: four megabytes for each handful of threads. So each goes in a copy of its own, handed over.

function withOwnBytes(thread: StoredThread): StoredThread {
	return {
		...thread,
		messages: thread.messages.map((message) => ({ ...message, envelope: message.envelope?.slice() ?? null })),
		entries: thread.entries.map((entry) => ({ ...entry, envelope: entry.envelope.slice() })),
		rings: thread.rings.map((ring) => ({ ...ring, envelope: ring.envelope.slice() })),
	}
}

function buffersOf({ messages, entries, rings }: StoredThread): ArrayBufferLike[] {
	return [...messages, ...entries, ...rings].flatMap(({ envelope }) =>
		envelope === null ? [] : [envelope.buffer],
	)
}
