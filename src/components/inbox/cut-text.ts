/** Texts are shown up to so many UTF-16 units and lines, until the reader asks for all. */
export const SHOWN = { letters: 4000, lines: 60 } as const

/** The beginning of a long text, never ending within a letter; the whole text when it is not long. */
export function cutText(text: string): string {
	const lines = text.split('\n', SHOWN.lines + 1)
	const byLines = lines.length > SHOWN.lines ? lines.slice(0, SHOWN.lines).join('\n') : text
	if (byLines.length <= SHOWN.letters) return byLines
	return byLines.slice(0, SHOWN.letters).replace(/[\uD800-\uDBFF]$/, '')
}

/** A name inside a sentence, isolated so that its direction cannot disturb the words around it (Unicode UAX #9). */
export function isolated(name: string): string {
	return `\u2068${name.replace(/[\u202A-\u202E\u2066-\u2069\n]/g, '\uFFFD')}\u2069`
}

/** A file name as it is, with invisible signs that could make it look like another name shown as `\uFFFD`. */
export function plainFileName(name: string): string {
	return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
