import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markup } from '#door/markup.ts'

test('whatever somebody wrote stays text, in a page and in an attribute', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (written) => {
			const { text } = markup`<p title="${written}">${written}</p>`
			expect(text.match(/[<>"']/g)?.join('')).toBe('<"">' + '<>')
			const back = text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
			expect(back).toBe(`<p title="${written}">${written}</p>`)
		}),
	)
})

test('a piece that is markup already is not escaped again', () => {
	const items = ['a', '<b>'].map((item) => markup`<li>${item}</li>`)
	expect(markup`<ul>${items}</ul>`.text).toBe('<ul><li>a</li><li>&#60;b&#62;</li></ul>')
})
