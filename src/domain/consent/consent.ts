/** How far what a person tells may go. Nothing here ever allows contact with a government. */
export const REACHES = ['team-only', 'ask-each-time', 'experts-unnamed', 'experts-named'] as const
export type Reach = (typeof REACHES)[number]

export type Consent = {
	reach: Reach
	/** Whether the message may be counted in published totals. */
	totals: boolean
	/** In the person's words, a line each: who must not learn of it. Shown to every reader. */
	keepFrom: string
}

export const FIRST_CONSENT: Consent = { reach: 'ask-each-time', totals: false, keepFrom: '' }

/** Consent as it stands: what counts now, and a wider wish that waits until the team knows it is the person. */
export type ConsentState = { now: Consent; wish: { consent: Consent; message: string } | null }

// [Note: names only add up] A person who comes back is not shown whom they named before, so a list without a name
// never means that the name is taken back.

/** Whether `next` allows anything that `now` does not. */
export function isWider(now: Consent, next: Consent): boolean {
	return REACHES.indexOf(next.reach) > REACHES.indexOf(now.reach) || (next.totals && !now.totals)
}

/** The part of `next` that takes effect at once: never more than `now` allows. */
export function narrowed(now: Consent, next: Consent): Consent {
	const reach = REACHES.indexOf(next.reach) < REACHES.indexOf(now.reach) ? next.reach : now.reach
	return { reach, totals: now.totals && next.totals, keepFrom: bothLines(now, next) }
}

/** `next` once a reader knows that it is the person's; whoever was named before still must not learn of it. */
export function widened(now: Consent, next: Consent): Consent {
	return { ...next, keepFrom: bothLines(now, next) }
}

function bothLines(now: Consent, next: Consent): string {
	return [...new Set([...linesOf(now.keepFrom), ...linesOf(next.keepFrom)])].join('\n')
}

/** What a team could do with a message, in the order of the sentence that says it. */
export const PERMISSIONS = [
	'read-and-advise',
	'count-in-totals',
	'tell-experts-unnamed',
	'tell-experts-named',
	'tell-those-named',
	'contact-government',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** `asking`: only after the person was asked about this one occasion and said yes. */
export type Permissions = { may: Permission[]; asking: Permission[]; mayNot: Permission[] }

/** What a team may do, may do after asking, and may not do; every permission that applies stands in one list. */
export function permissions(consent: Consent): Permissions {
	const standing = (wanted: Standing) =>
		PERMISSIONS.filter((permission) => standingOf(permission, consent) === wanted)
	return { may: standing('may'), asking: standing('asking'), mayNot: standing('may-not') }
}

type Standing = 'may' | 'asking' | 'may-not' | 'does-not-apply'

function standingOf(permission: Permission, { reach, totals, keepFrom }: Consent): Standing {
	switch (permission) {
		case 'read-and-advise':
			return 'may'
		case 'count-in-totals':
			return totals ? 'may' : 'may-not'
		case 'tell-experts-unnamed':
			if (reach === 'ask-each-time') return 'asking'
			return reach === 'team-only' ? 'may-not' : 'may'
		case 'tell-experts-named':
			if (reach === 'ask-each-time') return 'asking'
			return reach === 'experts-named' ? 'may' : 'may-not'
		case 'tell-those-named':
			return linesOf(keepFrom).length === 0 ? 'does-not-apply' : 'may-not'
		case 'contact-government':
			return 'may-not'
	}
}

/**
 * Whether another team may go on with it. None of the four choices names another team, so it never may without
 * asking; and whoever chose this team alone has to choose anew first.
 */
export function handingOn({ reach }: Consent): 'asking' | 'may-not' {
	return reach === 'team-only' ? 'may-not' : 'asking'
}

function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
}
