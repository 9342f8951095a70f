import { isDay } from '#domain/days.ts'
import type { UncertainDate } from '#domain/threads/records.ts'

export type WhenRead =
	| { ok: true; when: UncertainDate | null }
	| { ok: false; because: 'not-a-day' | 'no-first-day' | 'backwards' }

/** Reads two typed days. One day alone means that very day; none means that no day is known. */
export function readWhen(earliest: string, latest: string): WhenRead {
	const from = earliest.trim()
	const to = latest.trim()
	if (from === '' && to === '') return { ok: true, when: null }
	if (from === '') return { ok: false, because: 'no-first-day' }
	const last = to === '' ? from : to
	if (!isDay(from) || !isDay(last)) return { ok: false, because: 'not-a-day' }
	return from <= last
		? { ok: true, when: { earliest: from, latest: last } }
		: { ok: false, because: 'backwards' }
}
