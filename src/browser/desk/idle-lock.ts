/** Milliseconds without a key, a touch or a movement of the pointer until the desk locks itself. */
export const LOCK_AFTER_IDLE = 10 * 60_000

/** Milliseconds a tab may lie hidden behind others until the desk locks itself. */
export const LOCK_AFTER_HIDDEN = 5 * 60_000

const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

export type Limits = { idle: number; hidden: number }

/** As much of a window as this needs. */
export type Page = EventTarget & { document: EventTarget & { hidden: boolean } }

/**
 * Calls `lock` when nobody has touched the page for too long, when it lay hidden for too long, or when it is left.
 * Timers do not run while a laptop sleeps or a tab is frozen, so the clock is asked again at every sign of life.
 * @returns a function that stops watching
 */
export function watchForAbsence(
	lock: () => void,
	page: Page = window,
	limits: Limits = { idle: LOCK_AFTER_IDLE, hidden: LOCK_AFTER_HIDDEN },
): () => void {
	const stopper = new AbortController()
	const { signal } = stopper
	let lastInput = Date.now()
	let hiddenSince: number | null = page.document.hidden ? Date.now() : null
	const isAbsent = () =>
		Date.now() - lastInput >= limits.idle ||
		(hiddenSince !== null && Date.now() - hiddenSince >= limits.hidden)
	const check = () => {
		if (!isAbsent()) return true
		stopper.abort()
		lock()
		return false
	}
	const onInput = () => {
		if (check()) lastInput = Date.now()
	}
	for (const kind of INPUT) page.addEventListener(kind, onInput, { signal, passive: true, capture: true })
	page.document.addEventListener(
		'visibilitychange',
		() => {
			if (check()) hiddenSince = page.document.hidden ? Date.now() : null
		},
		{ signal },
	)
	page.addEventListener('pagehide', lock, { signal })
	const timer = setInterval(check, Math.min(limits.idle, limits.hidden) / 20)
	signal.addEventListener('abort', () => {
		clearInterval(timer)
	})
	return () => {
		stopper.abort()
	}
}
