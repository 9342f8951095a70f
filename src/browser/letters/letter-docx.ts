import { Document, HeadingLevel, type IParagraphOptions, Packer, Paragraph, TextRun } from 'docx'
import { clean } from '#browser/reporter/hidden-data/clean.ts'
import type { Letter, LetterPart, LetterSection } from '#domain/letters/compose-letter.ts'

/** The library made a file that our own reader of hidden data cannot read. */
export class UnreadableLetter extends Error {
	override name = 'UnreadableLetter'
}

const FACE = 'Arial'
/** Half points. */
const SIZE = 22
/** Twentieths of a point. */
const AFTER_PARAGRAPH = 120
const AFTER_ENTRY = 40

const LOCALES = { en: 'en-GB', fr: 'fr-FR', es: 'es-ES' } as const

/** The first letter of a right-to-left script, before any of another: the paragraph runs from right to left. */
const FROM_RIGHT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * The letter as a Word file (ECMA-376) that says nothing but the letter: the library writes names and the time of making
 * into it, and these are taken out as from any file people send.
 */
export async function letterDocx(letter: Letter): Promise<Uint8Array<ArrayBuffer>> {
	const { title, to, opening, sections, closing, language, remarks } = letter
	const children = [
		...remarks.map((remark) => paragraph(`[${remark}]`, { italics: true })),
		new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(title, {}) }),
		paragraph(to),
		paragraph(opening),
		...sections.flatMap(sectionOf),
		paragraph(closing),
	]
	const document = new Document({
		styles: {
			default: {
				document: {
					run: { font: FACE, size: SIZE, language: { value: LOCALES[language] } },
					paragraph: { spacing: { after: AFTER_PARAGRAPH } },
				},
				heading1: { run: { size: 32, bold: true, color: '000000' } },
				heading2: { run: { size: 26, bold: true, color: '000000' }, paragraph: { spacing: { before: 240 } } },
			},
		},
		sections: [{ children }],
	})
	const cleaned = clean(new Uint8Array(await Packer.toArrayBuffer(document)))
	if (!cleaned.ok) throw new UnreadableLetter(cleaned.because)
	return cleaned.bytes
}

function sectionOf({ heading, opening, parts }: LetterSection): Paragraph[] {
	return [
		new Paragraph({ heading: HeadingLevel.HEADING_2, keepNext: true, children: runs(heading, {}) }),
		...(opening === null ? [] : [paragraph(opening)]),
		...parts.flatMap(partOf),
	]
}

function partOf(part: LetterPart): Paragraph[] {
	switch (part.is) {
		case 'gap':
			return [paragraph(part.text, { bold: true })]
		case 'list':
			return [
				labelOf(part.label),
				...part.entries.map(
					(entry) =>
						new Paragraph({
							bullet: { level: 0 },
							spacing: { after: AFTER_ENTRY },
							children: runs(entry, {}),
						}),
				),
			]
		case 'said': {
			const said = part.paragraphs.map((text) => paragraph(text))
			return part.label === null ? said : [labelOf(part.label), ...said]
		}
	}
}

function labelOf(label: string): Paragraph {
	return new Paragraph({
		keepNext: true,
		spacing: { after: AFTER_ENTRY },
		children: runs(label, { bold: true }),
	})
}

type Look = { bold?: true; italics?: true }

function paragraph(text: string, look: Look = {}): Paragraph {
	const direction: Pick<IParagraphOptions, 'bidirectional'> = FROM_RIGHT.test(text)
		? { bidirectional: true }
		: {}
	return new Paragraph({ ...direction, children: runs(text, look) })
}

function runs(text: string, look: Look): TextRun[] {
	return [new TextRun({ text, ...look, ...(FROM_RIGHT.test(text) ? { rightToLeft: true } : {}) })]
}
