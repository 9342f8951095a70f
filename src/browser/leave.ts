// [Note: leaving] The leave link is a plain link and works without script. With script it also empties the page's
// memory first, so that the Back button finds nothing, and takes this page's place in the history.

const PRESSES = 3
const WITHIN_MILLISECONDS = 5000

/**
 * Makes every link of class `leave`, and Shift pressed three times, empty the page and leave at once.
 * @param clear forgets whatever the page holds in memory
 * @returns undoes it
 */
export function leaveQuickly(page: Document, clear: () => void): () => void {
	let left = false
	const go = (address: string) => {
		left = true
		page.documentElement.hidden = true
		clear()
		page.location.replace(address)
	}
	const onClick = (event: MouseEvent) => {
		const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.leave') : null
		if (link === null) return
		event.preventDefault()
		go(link.href)
	}
	const presses = shiftPresses()
	const onKey = (event: KeyboardEvent) => {
		if (!presses(event.key, event.timeStamp, event.repeat)) return
		const link = page.querySelector<HTMLAnchorElement>('a.leave')
		if (link !== null) go(link.href)
	}
	// A browser that kept the page would show it again, empty and hidden; a person who comes back gets a new one.
	const onShow = () => {
		if (left) page.location.reload()
	}
	page.addEventListener('click', onClick, { capture: true })
	page.addEventListener('keydown', onKey, { capture: true })
	page.defaultView?.addEventListener('pageshow', onShow)
	return () => {
		page.removeEventListener('click', onClick, { capture: true })
		page.removeEventListener('keydown', onKey, { capture: true })
		page.defaultView?.removeEventListener('pageshow', onShow)
	}
}

/** Tells the press that makes three of Shift alone within five seconds. Any other key starts the count anew. */
export function shiftPresses(): (key: string, at: number, repeat: boolean) => boolean {
	let times: number[] = []
	return (key, at, repeat) => {
		if (repeat) return false
		times = key === 'Shift' ? [...times, at].slice(-PRESSES) : []
		const [first] = times
		if (times.length < PRESSES || first === undefined || at - first > WITHIN_MILLISECONDS) return false
		times = []
		return true
	}
}
