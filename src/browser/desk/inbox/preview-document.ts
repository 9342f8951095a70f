import { base64 } from '@scure/base'
import type { FileKind } from '#browser/desk/inbox/sniff-file.ts'

/** Pictures, sounds and videos up to so many bytes are shown; they are written into the frame as text. */
export const LARGEST_PREVIEW = 32 * 1024 * 1024

const TAGS = {
	picture: (address: string) => `<img src="${address}" width="100%" alt="">`,
	sound: (address: string) => `<audio controls src="${address}"></audio>`,
	video: (address: string) => `<video controls width="100%" src="${address}"></video>`,
} as const

/**
 * A document that shows one file and can do nothing else, for a frame with an empty `sandbox` attribute: no script, no
 * origin, no request. The bytes stand inside it, because such a frame cannot read blobs of the page around it.
 */
export function previewDocument(
	{ show, type }: Extract<FileKind, { type: string }>,
	bytes: Uint8Array,
): string {
	const policy = `default-src 'none'; img-src data:; media-src data:`
	const tag = TAGS[show](`data:${type};base64,${base64.encode(bytes)}`)
	return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">${tag}`
}
