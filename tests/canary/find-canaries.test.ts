import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CanarySearch, formsOf } from './find-canaries.ts'

const TEXT = 'canari blessé de Kessa\n"7f3a"'
const WIDE = 'عصفور ☂ 7f3a'
const KEY = Uint8Array.from(randomBytes(32))
const search = new CanarySearch([
	{ name: 'text', is: TEXT },
	{ name: 'wide', is: WIDE },
	{ name: 'key', is: KEY },
])

/** Something among other bytes, at any alignment. */
function hay(needle: Uint8Array, before = 1001): Buffer {
	return Buffer.concat([randomBytes(before), needle, randomBytes(1000)])
}

/** A file as the command gzip makes it: its name stands before the stream. */
function namedGzip(text: string): Buffer {
	const [head, rest] = [gzipSync(text).subarray(0, 10), gzipSync(text).subarray(10)]
	head[3] = 8
	return Buffer.concat([head, Buffer.from('canari.txt\0'), rest])
}

test('a canary is found in every form, wherever it stands', () => {
	for (const [name, is] of [
		['text', TEXT],
		['wide', WIDE],
		['key', KEY],
	] as const)
		for (const [how, bytes] of formsOf(is)) expect(search.find(hay(bytes))).toContain(`${name} as ${how}`)
})

// Written by others than the search itself, so that a form it misunderstands is noticed.
test.each([
	[
		'a program that escapes JSON',
		execFileSync('python3', ['-c', `import json; print(json.dumps(${JSON.stringify(TEXT)}))`]),
	],
	['a form', new URLSearchParams({ text: WIDE }).toString()],
	['an address', `/search?q=${encodeURIComponent(TEXT)}`],
	['the command base64', execFileSync('base64', ['-w0'], { input: `x${TEXT}yy` })],
	['base64url', Buffer.from(`xx${WIDE}`).toString('base64url')],
	[
		'the command xxd, or od',
		execFileSync('od', ['-An', '-v', '-tx1', '-w999'], { input: KEY }).toString().replaceAll(' ', ''),
	],
	['a key in JSON', JSON.stringify([...KEY])],
	['a string of a JavaScript engine', Buffer.from(TEXT, 'latin1')],
	['a wide string', Buffer.from(WIDE, 'utf16le')],
	['the command gzip', execFileSync('gzip', ['-c'], { input: hay(Buffer.from(TEXT)) })],
	['gzip with a name', namedGzip(TEXT)],
	['deflate', deflateSync(Buffer.from(WIDE.repeat(3)))],
	['a zip', zipSync({ 'word/document.xml': strToU8(`<t>${WIDE}</t>`) })],
	['a zip in a gzip', gzipSync(zipSync({ a: Uint8Array.from(KEY) }))],
])('a canary in %s is found', (_, written) => {
	expect(search.find(hay(Buffer.from(written)))).not.toEqual([])
})

test('what begins like a canary, or like a compressed stream, is none', () => {
	expect(search.find(hay(Buffer.from(TEXT.slice(0, -1))))).toEqual([])
	expect(search.find(hay(KEY.subarray(0, 31)))).toEqual([])
	expect(search.find(hay(Buffer.from('PK\x03\x04 and no zip \x1f\x8b\x08')))).toEqual([])
	expect(search.find(gzipSync(randomBytes(5000)))).toEqual([])
	expect(search.find(new Uint8Array())).toEqual([])
})

test('any text is found in base64 at any place', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 6 }), fc.nat(9), (text, before) => {
			const found = new CanarySearch([{ name: 'one', is: text }])
			const written = Buffer.concat([randomBytes(before), Buffer.from(text.normalize('NFC')), randomBytes(7)])
			return found.find(Buffer.from(written.toString('base64'))).some((said) => said.includes('base64'))
		}),
	)
})
