import { expect, test } from 'vitest'
import { englishSyllables } from '#cli/content/english-syllables.ts'
import { readContent } from '#cli/content/read-content.ts'
import { readTexts } from '#contract/editing/read-texts.ts'
import type { Language } from '#domain/languages.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { frenchSyllables } from '#domain/reading/french-syllables.ts'
import { type Breach, judgeReading } from '#domain/reading/judge-reading.ts'

const texts = readTexts(readContent())
const judged = (language: Language, passages: string[]) =>
	judgeReading({ page: 'en/guide/mechanisms/ic_cat', part: 'first', language, passages }, englishSyllables)
const figures = (breaches: readonly Breach[]) => breaches.map(({ figure }) => figure)

test.each(LANGUAGES)('whoever reads %s on a bad day understands every page of the guide', (language) => {
	const own = texts.filter((text) => text.language === language)
	expect(own.length).toBeGreaterThan(100)
	const said = own
		.flatMap((text) => judgeReading(text, englishSyllables))
		.map(
			({ page, figure, value, limit, sentence }) =>
				`${page}: ${figure} ${value.toFixed(1)}, not ${limit}: ${sentence}`,
		)
	expect(said).toEqual([])
})

test('a sentence that is too long is named, and no shorter one', () => {
	const long = `${'word '.repeat(25)}word.`
	const [breach, ...others] = judged('ru', ['Short enough.', long])
	expect([breach?.sentence, breach?.value, others]).toEqual([long, 26, []])
	expect(judged('ru', ['word '.repeat(25)])).toEqual([])
	expect(figures(judged('zh', ['人'.repeat(41)]))).toEqual(['longest'])
	expect(figures(judged('zh', ['人'.repeat(40)]))).toEqual([])
})

test('words of officials fail in English and French, however short the sentences and however many answers stand beside them', () => {
	const english =
		'International authorities immediately investigate extraordinary administrative irregularities.'
	const french =
		'L’irrecevabilité administrative exceptionnelle nécessitera vérifications complémentaires systématiques.'
	const answers = Array.from({ length: 20 }, () => 'No.')
	expect(figures(judged('en', [english, ...answers]))).toEqual(['grade'])
	expect(figures(judged('fr', [french, ...answers]))).toEqual(['ease'])
	expect(judged('en', ['The UN can write to the State. It can ask it to stop.'])).toEqual([])
	expect(judged('fr', ['L’ONU peut écrire à l’État. Elle peut lui demander d’arrêter.'])).toEqual([])
})

test('many sentences just short enough are too long together', () => {
	expect(figures(judged('en', [`${'go '.repeat(20)}.`, `${'go '.repeat(10)}.`]))).toEqual(['mean'])
})

test('French words are counted as they are spoken', () => {
	const spoken = {
		1: 'le des juge juges femme oui qui que langue guerre plainte vies règle peut',
		2: 'État demande demandes aussi années gratuit personne fatigue pays théâtre poète police',
		3: 'comité écrivez avocat réunion Haïti représailles décision',
		4: 'gouvernement informations aéroport',
		5: 'environnement',
	}
	for (const [count, words] of Object.entries(spoken))
		for (const word of words.split(' ')) expect([word, frenchSyllables(word)]).toEqual([word, Number(count)])
})
