import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

const gate = readFileSync(new URL('./gate.js', import.meta.url), 'utf8')

const able = {
	isSecureContext: true,
	crypto: { subtle: {}, getRandomValues: () => undefined },
	BigInt,
	ReadableStream,
	TransformStream,
}

/** @returns the parts of the page that changed between shown and hidden */
function turnedIn(window: object): string[] {
	const turned: string[] = []
	const part = (id: string) => ({ toggleAttribute: () => turned.push(id) })
	const document = { querySelectorAll: (names: string) => names.split(', ').map(part) }
	runInNewContext(gate, { window, document })
	return turned
}

test('a browser that can lock is shown the box', () => {
	expect(turnedIn(able)).toEqual(['#box', '#ways'])
})

test.each(Object.keys(able))('a browser without %s is shown the other ways', (missing) => {
	expect(turnedIn({ ...able, [missing]: undefined })).toEqual([])
})

test('a page read over http, where browsers hide their locking, is shown the other ways', () => {
	expect(turnedIn({ ...able, crypto: { getRandomValues: () => undefined } })).toEqual([])
})

test('the script is the same bytes in the page as in the file its hash is taken of', () => {
	expect(gate).not.toMatch(/[&<]/)
	expect(gate.length).toBeLessThan(700)
})
