import { type Consent, FIRST_CONSENT, type Reach, REACHES } from '#domain/consent/consent.ts'
import { type Label, LABELS } from '#domain/roster/roster.ts'
import { type Reason, REASONS } from '#domain/threads/records.ts'

/** What somebody filled in. */
export type Filled = { text: string; reason: Reason | null; leftOut: Label[]; reach: Reach }

export const UNTOUCHED: Filled = { text: '', reason: null, leftOut: [], reach: FIRST_CONSENT.reach }

const FIELDS = ['text', 'reason', 'leave-out', 'reach']

/**
 * Reads the fields of the form (application/x-www-form-urlencoded, WHATWG URL, section 5.1).
 * @returns null when this is no answer to our form: whatever was meant by it, we would only guess
 */
export function readForm(body: string): Filled | null {
	const fields = new URLSearchParams(body)
	const [texts, reasons, reaches] = ['text', 'reason', 'reach'].map((name) => fields.getAll(name))
	const [text, ...moreText] = texts ?? []
	const [reason = '', ...moreReasons] = reasons ?? []
	const [reach, ...moreReaches] = reaches ?? []
	const known = [...fields.keys()].every((name) => FIELDS.includes(name))
	if (!known || moreText.length + moreReasons.length + moreReaches.length > 0) return null
	const leftOut = fields.getAll('leave-out')
	if (text === undefined || !isReach(reach) || !leftOut.every(isLabel)) return null
	if (reason !== '' && !isReason(reason)) return null
	// Browsers send line ends as CRLF; the record has them as the story page would.
	return { text: text.replaceAll('\r\n', '\n'), reason: reason === '' ? null : reason, leftOut, reach }
}

export function consentOf({ reach }: Filled): Consent {
	return { ...FIRST_CONSENT, reach }
}

function isReach(word: string | undefined): word is Reach {
	return REACHES.some((reach) => reach === word)
}

function isLabel(word: string): word is Label {
	return LABELS.some((label) => label === word)
}

function isReason(word: string): word is Reason {
	return REASONS.some((reason) => reason === word)
}
