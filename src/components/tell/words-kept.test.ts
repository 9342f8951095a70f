import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import cardWords from '#content/fr/interface/card.json' with { type: 'json' }
import common from '#content/fr/interface/common.json' with { type: 'json' }
import pages from '#content/fr/interface/pages.json' with { type: 'json' }
import { wordsInCard } from '#browser/reporter/thread-card.ts'
import { cardText } from '#components/tell/card-text.ts'
import type { Day } from '#domain/days.ts'
import type { Card } from '#domain/roster/roster.ts'
import { keptText } from '#components/tell/words-kept.ts'
import { newSecret, readWords, toDigits, toWords } from '#vault/words.ts'

const list = { language: 'en', words: english } as const

test('the small file opens the way back, and says nothing about what it is for', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
			const secret = newSecret('return', random)
			const text = keptText({ words: toWords(secret, 'return', list), groups: toDigits(secret, 'return') })
			expect(readWords(text, 'return', list)).toEqual({ ok: true, secret })
			expect(text).toMatch(/^(\d\. [a-z]+\r\n){9}\r\n(\d{3} ?){10}\r\n$/)
		}),
	)
})

const CARD: Card = {
	name: 'Arcadia Rights Network',
	kind: 'civil-society',
	languages: ['fr'],
	days: ['mon', 'wed'],
	answerWithinDays: 2,
	checkWordsAt: '',
	words: [{ language: 'en', can: ['advise you'], cannot: ['pay'], obliged: 'A judge of Arcadia.' }],
	contacts: ['2026-11-01', '2026-01-01'].map((confirmed) => ({
		name: `Asked on ${confirmed}`,
		// As many digits as return words have, to be taken for them.
		reach: '123 456 789 012 345 678 901 234 567 890',
		languages: ['fr' as const],
		days: ['mon' as const],
		hours: null,
		confirmed: confirmed as Day,
	})),
}

test('a file with the card still opens the way back, and names only contacts who were asked lately', () => {
	const words = { card: cardWords, team: pages.team, common }
	const secret = newSecret('return', new Uint8Array(16).fill(3))
	const kept = { words: toWords(secret, 'return', list), groups: toDigits(secret, 'return') }
	const card = cardText(CARD, 'https://arcadia.example/fr/w/return', '2026-11-22' as Day, 'fr', words)
	const text = keptText(kept, card)
	expect(readWords(wordsInCard(text), 'return', list)).toEqual({ ok: true, secret })
	expect(text).toContain('Asked on 2026-11-01')
	expect(text).not.toContain('Asked on 2026-01-01')
	for (const said of ['Arcadia Rights Network', 'advise you', 'A judge of Arcadia.', common.notUn])
		expect(text).toContain(said)
})
