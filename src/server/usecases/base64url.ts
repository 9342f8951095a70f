import { Refused } from '#contract/refusals.ts'

/** @throws Refused when the text is not base64url of whole bytes. */
export function bytesFromBase64url(text: string): Uint8Array {
	try {
		return Uint8Array.fromBase64(text, { alphabet: 'base64url' })
	} catch (error) {
		if (error instanceof SyntaxError) throw new Refused('malformed', 'base64url')
		throw error
	}
}

export function base64urlOf(bytes: Uint8Array): string {
	return Uint8Array.from(bytes).toBase64({ alphabet: 'base64url', omitPadding: true })
}
