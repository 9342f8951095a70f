import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldWord, type WordLanguage } from './folding.ts'

const languages: WordLanguage[] = ['en', 'fr', 'es', 'ar', 'ru', 'zh']

const anyLanguage = fc.constantFrom(...languages)
/** Text that meets the letters and marks people really type more often than chance would. */
const anyWord = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({
		unit: fc.constantFrom(
			...Array.from('aéÉñçAеёйъьЁЙاأإآٱىيئؤوةهكیکھ'),
			'\u0651',
			'\u064e',
			'ـ',
			'\u200f',
			'中',
		),
	}),
)

describe('folding a typed word', () => {
	test('a word folded twice is the word folded once', () => {
		fc.assert(
			fc.property(anyWord, anyLanguage, (word, language) => {
				const once = foldWord(word, language)
				expect(foldWord(once, language)).toBe(once)
			}),
		)
	})

	test('the Unicode form in which a phone sends a word does not matter', () => {
		fc.assert(
			fc.property(anyWord, anyLanguage, (word, language) => {
				const folded = foldWord(word, language)
				expect(foldWord(word.normalize('NFC'), language)).toBe(folded)
				expect(foldWord(word.normalize('NFD'), language)).toBe(folded)
				expect(foldWord(word.normalize('NFKC'), language)).toBe(folded)
			}),
		)
	})

	test.each<[WordLanguage, string, string, string]>([
		['en', 'Abandon', 'abandon', 'capitals'],
		['en', 'ＡＢＡＮＤＯＮ', 'abandon', 'full-width letters'],
		['fr', 'élève', 'eleve', 'accents'],
		['fr', 'GARÇON', 'garcon', 'capitals with a cedilla'],
		['es', 'niñez', 'ninez', 'the tilde'],
		['es', 'Árbol', 'arbol', 'a capital with an accent'],
		['ar', 'أرنب', 'ارنب', 'hamza above'],
		['ar', 'إبريق', 'ابريق', 'hamza below'],
		['ar', 'آذان', 'اذان', 'madda'],
		['ar', 'ٱسم', 'اسم', 'wasla'],
		['ar', 'مقهى', 'مقهي', 'a final ya without dots'],
		['ar', 'زهرة', 'زهره', 'ta marbuta without dots'],
		['ar', 'لؤلؤ', 'لولو', 'hamza on waw'],
		['ar', 'مائدة', 'مايده', 'hamza on ya'],
		['ar', 'وَرَّاقٌ', 'وراق', 'harakat'],
		['ar', 'قمـــر', 'قمر', 'tatweel'],
		['ar', '\u200fقمر\u200f', 'قمر', 'direction marks'],
		['ar', 'ﻗﻤﺮ', 'قمر', 'presentation forms'],
		['ar', 'کرسی', 'كرسي', 'a Persian keyboard'],
		['ru', 'Ёлка', 'елка', 'yo'],
		['ru', 'йогурт', 'иогурт', 'short i'],
		['ru', 'подъезд', 'подьезд', 'the hard sign'],
		['zh', '的', '的', 'nothing to fold'],
	])('%s: %s reads as %s (%s)', (language, typed, folded) => {
		expect(foldWord(typed, language)).toBe(folded)
	})

	test('what one language exchanges, another keeps', () => {
		expect(foldWord('ъ', 'fr')).toBe('ъ')
		expect(foldWord('ة', 'ru')).toBe('ة')
	})
})
