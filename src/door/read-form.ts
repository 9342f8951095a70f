import { type Consent, FIRST_CONSENT, type Reach, REACHES } from '#domain/consent/consent.ts'
import { type Label, LABELS } from '#domain/roster/roster.ts'
import { type Reason, REASONS } from '#domain/threads/records.ts'

/** What somebody filled in. What depends on a team names it: every team of the page has its own boxes. */
export type Filled = {
	text: string
	reason: Reason | null
	/** Hash of the team written to; null: none was chosen. */
	team: string | null
	leftOut: { team: string; label: Label }[]
	/** Teams at which somebody ticked that a person may be hurt or taken. */
	urgentAt: string[]
	reach: Reach
}

export const UNTOUCHED: Filled = {
	text: '',
	reason: null,
	team: null,
	leftOut: [],
	urgentAt: [],
	reach: FIRST_CONSENT.reach,
}

const SINGLE = ['text', 'reason', 'team', 'reach']
const MANY = ['leave-out', 'urgent']
const HASH = /^[0-9a-f]{64}$/

/**
 * Reads the fields of the form (application/x-www-form-urlencoded, WHATWG URL, section 5.1).
 * @returns null when this is no answer to our form: whatever was meant by it, we would only guess
 */
export function readForm(body: string): Filled | null {
	const fields = new URLSearchParams(body)
	const known = [...fields.keys()].every((name) => SINGLE.includes(name) || MANY.includes(name))
	if (!known || SINGLE.some((name) => fields.getAll(name).length > 1)) return null
	const [text, team, reach] = [fields.get('text'), fields.get('team'), fields.get('reach')]
	const reason = fields.get('reason') ?? ''
	if (text === null || !isReach(reach) || (team !== null && !HASH.test(team))) return null
	if (reason !== '' && !isReason(reason)) return null
	const leftOut = fields.getAll('leave-out').map(leftOutBy)
	const urgentAt = fields.getAll('urgent')
	if (leftOut.includes(null) || !urgentAt.every((hash) => HASH.test(hash))) return null
	return {
		// Browsers send line ends as CRLF; the record has them as the story page would.
		text: text.replaceAll('\r\n', '\n'),
		reason: reason === '' ? null : reason,
		team,
		leftOut: leftOut.filter((one) => one !== null),
		urgentAt,
		reach,
	}
}

/** Value of the box that leaves out everybody of a team who does this work. */
export function leaveOutValue(team: string, label: Label): string {
	return `${team} ${label}`
}

function leftOutBy(value: string): Filled['leftOut'][number] | null {
	const [team = '', label = ''] = value.split(' ', 2)
	return HASH.test(team) && isLabel(label) && value === leaveOutValue(team, label) ? { team, label } : null
}

/** The kinds of work left out at this team. */
export function leftOutAt({ leftOut }: Pick<Filled, 'leftOut'>, team: string): Label[] {
	return leftOut.filter((one) => one.team === team).map(({ label }) => label)
}

export function consentOf({ reach }: Pick<Filled, 'reach'>): Consent {
	return { ...FIRST_CONSENT, reach }
}

function isReach(word: string | null): word is Reach {
	return REACHES.some((reach) => reach === word)
}

function isLabel(word: string): word is Label {
	return LABELS.some((label) => label === word)
}

function isReason(word: string): word is Reason {
	return REASONS.some((reason) => reason === word)
}
