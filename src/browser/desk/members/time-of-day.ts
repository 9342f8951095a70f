import { MINUTES_A_DAY, type QuietHours } from '#domain/notices/notice-rule.ts'

// What a field for a time of day holds, as minutes in UTC, and back. `offset` is what `Date.getTimezoneOffset` says:
// minutes to add to local time.

/** @param text `07:30` @returns null when it is no time of day. */
export function minuteFrom(text: string, offset: number): number | null {
	const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
	if (hours === undefined || minutes === undefined) return null
	return wrapped(Number(hours) * 60 + Number(minutes) + offset)
}

export function timeFrom(minute: number, offset: number): string {
	const local = wrapped(minute - offset)
	return [Math.floor(local / 60), local % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** @returns null when neither is given; a half-filled span is refused by the form. */
export function quietFrom({ from, to }: { from: string; to: string }, offset: number): QuietHours | null {
	const [begin, end] = [minuteFrom(from, offset), minuteFrom(to, offset)]
	return begin === null || end === null ? null : { from: begin, to: end }
}

export function spanFrom(quiet: QuietHours | null, offset: number): { from: string; to: string } {
	if (quiet === null) return { from: '', to: '' }
	return { from: timeFrom(quiet.from, offset), to: timeFrom(quiet.to, offset) }
}

function wrapped(minute: number): number {
	return ((minute % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY
}
