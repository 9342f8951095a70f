import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Page, watchForAbsence } from '#browser/desk/idle-lock.ts'

const LIMITS = { idle: 600_000, hidden: 300_000 }

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

function openTab() {
	const document = Object.assign(new EventTarget(), { hidden: false })
	const page: Page = Object.assign(new EventTarget(), { document })
	const lock = vi.fn()
	const stop = watchForAbsence(lock, page, LIMITS)
	const hide = (hidden: boolean) => {
		document.hidden = hidden
		document.dispatchEvent(new Event('visibilitychange'))
	}
	return { page, lock, stop, hide }
}

test('a desk somebody works at stays open, and locks ten minutes after the last key', () => {
	const { page, lock } = openTab()
	for (let minute = 0; minute < 30; minute++) {
		vi.advanceTimersByTime(60_000)
		page.dispatchEvent(new Event('keydown'))
	}
	expect(lock).not.toHaveBeenCalled()
	vi.advanceTimersByTime(LIMITS.idle + 30_000)
	expect(lock).toHaveBeenCalledOnce()
})

test('a laptop that slept locks at the first touch, although no timer ran', () => {
	const { page, lock } = openTab()
	vi.setSystemTime(Date.now() + 3_600_000)
	page.dispatchEvent(new Event('pointermove'))
	expect(lock).toHaveBeenCalledOnce()
})

test('a tab left behind others locks after five minutes, a short look elsewhere does nothing', () => {
	const { lock, hide } = openTab()
	hide(true)
	vi.advanceTimersByTime(120_000)
	hide(false)
	vi.advanceTimersByTime(240_000)
	expect(lock).not.toHaveBeenCalled()
	hide(true)
	vi.advanceTimersByTime(LIMITS.hidden + 30_000)
	expect(lock).toHaveBeenCalledOnce()
})

test('leaving the page locks', () => {
	const { page, lock } = openTab()
	page.dispatchEvent(new Event('pagehide'))
	expect(lock).toHaveBeenCalledOnce()
})

test('a desk locked by hand is watched no more', () => {
	const { page, lock, stop } = openTab()
	stop()
	vi.advanceTimersByTime(LIMITS.idle * 2)
	page.dispatchEvent(new Event('pagehide'))
	expect(lock).not.toHaveBeenCalled()
})
