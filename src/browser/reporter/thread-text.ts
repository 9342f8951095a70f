import { LONGEST, refusalOfText } from '#domain/threads/limits.ts'

export type TextRead = { ok: true; text: string } | { ok: false; because: 'empty-text' | 'too-long' }

/** A typed text as it may be sent. Half a surrogate pair, which a broken keyboard can leave, becomes U+FFFD. */
export function readText(typed: string, longest: number = LONGEST.text): TextRead {
	const text = wellFormed(typed.trim())
	const refusal = refusalOfText(text, longest)
	return refusal === null ? { ok: true, text } : { ok: false, because: refusal }
}

/** The text in Unicode that every reader shows and hashes alike. */
export function wellFormed(text: string): string {
	return new TextDecoder().decode(new TextEncoder().encode(text))
}

/** Labelled answers as one text, a line each; questions left open do not stand in it. */
export function labelledText(answers: readonly { label: string; text: string }[]): string {
	return answers
		.filter(({ text }) => text.trim() !== '')
		.map(({ label, text }) => `${label}: ${text.trim()}`)
		.join('\n')
}
