import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Digest } from '#browser/desk/inbox/digest.ts'
import { search } from '#browser/desk/inbox/search.ts'
import type { Day } from '#domain/days.ts'
import { foldForSearch } from '#domain/search/fold.ts'

function digestOf(text: string): Digest {
	return {
		thread: text,
		day: '2026-11-22' as Day,
		order: 1,
		standing: 'new',
		language: null,
		reason: null,
		stage: 'received',
		promised: null,
		waiting: 0,
		answered: false,
		ours: true,
		notLeft: false,
		look: null,
		pin: null,
		gist: '',
		folded: foldForSearch(text),
	}
}

const letters = fc.constantFrom(...Array.from('aeiouéèñçÀ' + 'привётй' + 'سلمىآأةـ' + '联合国工厂'))
const words = fc.string({ unit: letters, minLength: 1, maxLength: 8 })

test('a message is found by any of its words, typed in capitals or without accents', () => {
	fc.assert(
		fc.property(fc.array(words, { minLength: 1 }), fc.nat(), (all, pick) => {
			const word = all[pick % all.length] ?? ''
			const message = digestOf(all.join(' '))
			const plain = word.normalize('NFD').replace(/\p{M}/gu, '')
			for (const typed of [word, word.toUpperCase(), plain])
				expect(search([message], typed)).toEqual([message])
		}),
	)
})

test('every word has to be there, in whatever order', () => {
	const mine = digestOf('Les gardes de la mine suivent Amina')
	const school = digestOf('Une école brûlée à Késsa')
	expect(search([mine, school], 'AMINA gardes')).toEqual([mine])
	expect(search([mine, school], 'ecole brulee')).toEqual([school])
	expect(search([mine, school], 'amina ecole')).toEqual([])
	expect(search([mine, school], '  ')).toEqual([mine, school])
})

test('Arabic is found as people type it in a hurry, Chinese without spaces', () => {
	const arabic = digestOf('كَتَبَتْ سلمى رسالةً إلى الأمم المتحدة')
	const chinese = digestOf('我们三个人给联合国的工作组写了信')
	expect(search([arabic, chinese], 'سلمي رساله الامم')).toEqual([arabic])
	expect(search([arabic, chinese], '联合国')).toEqual([chinese])
	expect(search([arabic, chinese], 'زرافة')).toEqual([])
})
