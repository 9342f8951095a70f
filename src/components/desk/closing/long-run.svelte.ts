import { onDestroy } from 'svelte'
import type { OnThread } from '#browser/desk/members/hand-over.ts'
import { Action } from '#components/desk/action.svelte.ts'

/** Work over many threads, which shows how far it has come and can be stopped. Made while a component is set up. */
export class LongRun {
	progress: { done: number; of: number } | null = $state.raw(null)
	readonly action = new Action()
	#work = new AbortController()

	constructor() {
		onDestroy(() => {
			this.stop()
		})
	}

	stop(): void {
		this.#work.abort()
	}

	async start(work: (onThread: OnThread, signal: AbortSignal) => Promise<void>): Promise<void> {
		this.#work = new AbortController()
		const { signal } = this.#work
		await this.action.run(() =>
			work((done, of) => {
				this.progress = { done, of }
			}, signal),
		)
		this.progress = null
	}
}
