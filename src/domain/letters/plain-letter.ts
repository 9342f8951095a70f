import type { Letter, LetterPart } from '#domain/letters/compose-letter.ts'

/** The letter as plain text: a line for a heading, an empty line between paragraphs. */
export function plainLetter({ remarks, title, to, opening, sections, closing }: Letter): string {
	const body = sections.flatMap(({ heading, opening: first, parts }) => [
		heading.toUpperCase(),
		...(first === null ? [] : [first]),
		...parts.flatMap(plainPart),
	])
	const blocks = [
		...remarks.map((remark) => `[${remark}]`),
		title.toUpperCase(),
		to,
		opening,
		...body,
		closing,
	]
	return `${blocks.join('\n\n')}\n`
}

function plainPart(part: LetterPart): string[] {
	switch (part.is) {
		case 'gap':
			return [part.text]
		case 'list':
			return [part.label, ...part.entries.map((entry) => `- ${entry}`)]
		case 'said':
			return part.label === null ? [...part.paragraphs] : [part.label, ...part.paragraphs]
	}
}
