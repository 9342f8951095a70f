/** How far what a person tells may go. Nothing here ever allows contact with a government. */
export const REACHES = ['team-only', 'ask-each-time', 'experts-unnamed', 'experts-named'] as const
export type Reach = (typeof REACHES)[number]

export type Consent = {
	reach: Reach
	/** Whether the message may be counted in published totals. */
	totals: boolean
	/** In the person's words: who must not learn of it. Shown to every reader. */
	keepFrom: string
}

export const FIRST_CONSENT: Consent = { reach: 'ask-each-time', totals: false, keepFrom: '' }

/** Consent as it stands: what counts now, and a wider wish that waits until the team knows it is the person. */
export type ConsentState = { now: Consent; wish: { consent: Consent; message: string } | null }

/** Whether `next` allows anything that `now` does not. */
export function isWider(now: Consent, next: Consent): boolean {
	return REACHES.indexOf(next.reach) > REACHES.indexOf(now.reach) || (next.totals && !now.totals)
}

/** The part of `next` that takes effect at once: never more than `now` allows. */
export function narrowed(now: Consent, next: Consent): Consent {
	const reach = REACHES.indexOf(next.reach) < REACHES.indexOf(now.reach) ? next.reach : now.reach
	const keepFrom =
		now.keepFrom === next.keepFrom || now.keepFrom === ''
			? next.keepFrom
			: [now.keepFrom, next.keepFrom].filter((text) => text !== '').join('\n')
	return { reach, totals: now.totals && next.totals, keepFrom }
}
