/** One key and what it does, as the help shows it. */
export type Shortcut = { key: string; does: string; run: () => void }

/** What a key press means on a page that also has text fields. */
export function shortcutFor(event: KeyboardEvent, shortcuts: readonly Shortcut[]): Shortcut | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return null
	return shortcuts.find(({ key }) => key === event.key) ?? null
}

function isTyping({ target }: KeyboardEvent): boolean {
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
	)
}
