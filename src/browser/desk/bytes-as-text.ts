import { base64urlnopad } from '@scure/base'

/** Sealed bytes inside a JSON body, as `contract/shapes.ts` calls base64url. */
export function toBase64url(bytes: Uint8Array): string {
	return base64urlnopad.encode(bytes)
}

export function fromBase64url(text: string): Uint8Array {
	return base64urlnopad.decode(text)
}
