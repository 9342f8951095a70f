import { unzipSync } from 'fflate'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { clean } from '#browser/reporter/hidden-data/clean.ts'
import type { Letter } from '#domain/letters/compose-letter.ts'
import { letterDocx } from '#browser/letters/letter-docx.ts'

const letter: Letter = {
	language: 'fr',
	remarks: ['Supprimer cette ligne.'],
	title: 'Informations <à> l’attention de',
	to: 'À : procédures spéciales',
	opening: 'Nous portons à votre attention ce qui suit.',
	sections: [
		{
			heading: 'Faits',
			opening: null,
			parts: [
				{
					is: 'said',
					item: 'event',
					label: 'Ce qui s’est passé :',
					paragraphs: ['Ligne & une', 'ضربوا أخي'],
				},
				{ is: 'gap', item: 'when', text: '[à compléter : Quand]' },
				{ is: 'list', item: 'elsewhereAt', label: 'Autres :', entries: ['Un', 'Deux'] },
			],
		},
	],
	closing: 'Fin.',
}

const LINES = [
	'[Supprimer cette ligne.]',
	'Informations <à> l’attention de',
	'À : procédures spéciales',
	'Nous portons à votre attention ce qui suit.',
	'Faits',
	'Ce qui s’est passé :',
	'Ligne & une',
	'ضربوا أخي',
	'[à compléter : Quand]',
	'Autres :',
	'Un',
	'Deux',
	'Fin.',
]

function partsOf(bytes: Uint8Array): Record<string, string> {
	const parts = Object.entries(unzipSync(bytes))
	return Object.fromEntries(parts.map(([name, content]) => [name, new TextDecoder().decode(content)]))
}

test('another reader finds every line of the letter in its order', async () => {
	const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await letterDocx(letter)) })
	expect(value.split('\n').filter((line) => line !== '')).toEqual(LINES)
})

test('the file names nobody, no time and no program', async () => {
	const parts = partsOf(await letterDocx(letter))
	expect(Object.keys(parts).filter((name) => name.startsWith('docProps/'))).toEqual([])
	for (const [name, xml] of Object.entries(parts)) {
		expect(`${name} ${xml}`).not.toMatch(
			/creator|lastModifiedBy|Un-named|dcterms|<Company|<Application|rsid|AppVersion/i,
		)
		expect(xml).not.toMatch(/\d{4}-\d\d-\d\dT/)
	}
})

test('the same letter is the same file, at whatever time and by whom it was made', async () => {
	expect(await letterDocx(letter)).toEqual(await letterDocx(letter))
})

test('a copy without hidden data is the file itself', async () => {
	const bytes = await letterDocx(letter)
	expect(clean(bytes)).toEqual({ ok: true, bytes, kept: [] })
})

test('words written from right to left run that way in a letter that does not', async () => {
	const xml = partsOf(await letterDocx(letter))['word/document.xml'] ?? ''
	expect(xml.split('<w:bidi/>').length - 1).toBe(1)
	expect(xml).toMatch(/<w:bidi\/>(?:(?!<\/w:p>).)*ضربوا/u)
})
