import { troubleOf } from '#browser/desk/trouble.ts'
import { type DeskPageContext, deskPage } from '#components/desk/desk-page.ts'
import { sayTrouble } from '#components/desk/say-trouble.ts'

/** Something a member does that takes a moment and may be refused. Made while a component is set up. */
export class Action {
	busy = $state(false)
	trouble: string | null = $state(null)
	readonly #page: DeskPageContext = deskPage()

	async run(work: () => Promise<void>): Promise<void> {
		this.busy = true
		this.trouble = null
		try {
			await work()
		} catch (error) {
			this.trouble = sayTrouble(error, this.#page)
			const { because } = troubleOf(error)
			if (because === 'not-signed-in') await this.#page.session.lock('session-ended')
			if (because === 'not-a-member') await this.#page.session.lock('removed')
		} finally {
			this.busy = false
		}
	}
}
