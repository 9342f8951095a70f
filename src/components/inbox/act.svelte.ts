import { Refused } from '#browser/call-server.ts'
import type { Outcome } from '#browser/desk/inbox/current-thread.svelte.ts'
import type { DeskPageContext } from '#components/desk/desk-page.ts'
import { RosterBehind } from '#browser/desk/inbox/sync.ts'
import { sayTrouble } from '#components/desk/say-trouble.ts'

/** One thing a member does by a button: whether it is under way, and the sentence about why it did not work. */
export class Act {
	busy = $state(false)
	trouble: string | null = $state(null)
	readonly #page: DeskPageContext

	constructor(page: DeskPageContext) {
		this.#page = page
	}

	/** @returns whether it was done */
	async run(work: () => Promise<Outcome>): Promise<boolean> {
		if (this.busy) return false
		this.busy = true
		this.trouble = null
		try {
			const outcome = await work()
			this.trouble = outcome === null ? null : this.#page.inbox.refusals[outcome]
			return outcome === null
		} catch (error) {
			if (error instanceof Refused && error.because === 'not-signed-in')
				await this.#page.session.lock('session-ended')
			// The page is already fetching the newer list of the team and begins anew with it.
			this.trouble = error instanceof RosterBehind ? null : sayTrouble(error, this.#page)
			return false
		} finally {
			this.busy = false
		}
	}
}
