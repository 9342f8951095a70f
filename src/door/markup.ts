/** A piece of a page in which everything that was put in is escaped. */
export class Markup {
	readonly text: string

	constructor(text: string) {
		this.text = text
	}
}

type Piece = Markup | string | number | readonly Markup[]

/** Writes HTML; what is put in is text unless it is markup already. Quote every attribute. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
	return new Markup(String.raw({ raw: parts }, ...pieces.map(written)))
}

function written(piece: Piece): string {
	if (piece instanceof Markup) return piece.text
	if (typeof piece === 'object') return piece.map(({ text }) => text).join('')
	return String(piece).replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
}

export const NOTHING = new Markup('')
