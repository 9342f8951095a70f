import { type Shortcut, shortcutFor } from '#browser/desk/shortcuts.ts'

/** The single keys that work at this moment. Views add theirs while they are shown and take them away after. */
export class KeyBoard {
	/** Single keys can be switched off (WCAG 2.1.4); the choice lasts as long as the page. */
	on = $state(true)
	#groups: readonly (readonly Shortcut[])[] = $state.raw([])

	get shortcuts(): readonly Shortcut[] {
		return this.#groups.flat()
	}

	/** @returns a function that takes them away again */
	add(group: readonly Shortcut[]): () => void {
		this.#groups = [...this.#groups, group]
		return () => {
			this.#groups = this.#groups.filter((other) => other !== group)
		}
	}

	press(event: KeyboardEvent): void {
		const shortcut = this.on ? shortcutFor(event, this.shortcuts) : null
		if (shortcut === null) return
		event.preventDefault()
		shortcut.run()
	}
}
