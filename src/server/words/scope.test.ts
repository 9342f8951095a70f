import { expect, test } from 'vitest'
import { interfaceWords } from '#server/words/interface-words.ts'
import { completeLanguage, languageOfPart, languageOfWholePage, notingBorrowed } from '#server/words/scope.ts'

test('a person who reads Swahili gets a part nobody translated in English, and the page knows', () => {
	notingBorrowed((borrowed) => {
		expect(interfaceWords('sw', 'common').leave).toBe('Ondoka haraka')
		expect(borrowed.how).toBe('nothing')
		expect(interfaceWords('sw', 'setup')).toEqual(interfaceWords('en', 'setup'))
		expect(languageOfPart('sw', 'setup')).toBe('en')
		expect(borrowed.how).toBe('some-places')
	})
})

test('a whole page in English stays one, whatever else it takes', () => {
	notingBorrowed((borrowed) => {
		expect(languageOfWholePage('pt')).toBe('en')
		interfaceWords('pt', 'desk')
		expect(borrowed.how).toBe('whole-page')
	})
})

test('two pages put together at the same time do not borrow from each other', async () => {
	const [some, none] = await Promise.all([
		notingBorrowed(async (borrowed) => {
			await Promise.resolve()
			interfaceWords('pt', 'desk')
			return borrowed
		}),
		notingBorrowed(async (borrowed) => {
			interfaceWords('pt', 'tell')
			await Promise.resolve()
			return borrowed
		}),
	])
	expect([some.how, none.how]).toEqual(['some-places', 'nothing'])
})

test('the six languages speak every page themselves', () => {
	notingBorrowed((borrowed) => {
		for (const language of ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const) {
			expect(languageOfWholePage(language)).toBe(language)
			expect(completeLanguage(language)).toBe(language)
			expect(languageOfPart(language, 'setup')).toBe(language)
		}
		expect(borrowed.how).toBe('nothing')
	})
})
