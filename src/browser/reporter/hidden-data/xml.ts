import { DamagedFile } from './damaged-file.ts'

/** A start tag, by local names: prefixes are the writer's choice and tell nothing. */
export type StartTag = {
	readonly name: string
	/** Attribute values by local name, as written, entities and all. */
	readonly attributes: ReadonlyMap<string, string>
}

/** What to do while passing through a document; what is left out stays as it is. */
export type XmlEditor = {
	/** Answers `drop` to leave the element and all inside it out, or new values for some attributes. */
	readonly start?: (tag: StartTag) => 'drop' | AttributeEdits | undefined
	/** Answers the new text inside the innermost open element. `path` runs from the outermost. */
	readonly text?: (text: string, path: readonly string[]) => string | undefined
}

/** New values by local name; `null` takes the attribute out. */
export type AttributeEdits = ReadonlyMap<string, string | null>

/** Word's deepest tables in tables stay far below; the path handed to editors stays short. */
const DEEPEST = 512
const NAME = /^<\/?([^\s/>]+)/
const ATTRIBUTE = /\s([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/g
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/**
 * Passes once through a document and applies the editor. Comments, document types and processing instructions other
 * than the declaration are left out: nothing shown needs them. Untouched stretches keep their exact characters.
 *
 * @throws DamagedFile when tags do not match, nest too deep, or a document type defines entities.
 */
export function rewriteXml(xml: string, editor: XmlEditor): string {
	return new XmlPass(xml, editor).run()
}

/** Collects from a document without changing it. */
export function readXml(
	xml: string,
	visit: { start?: (tag: StartTag) => void; text?: XmlEditor['text'] },
): void {
	rewriteXml(xml, {
		start(tag) {
			visit.start?.(tag)
			return undefined
		},
		...(visit.text && { text: visit.text }),
	})
}

export function withoutEntities(raw: string): string {
	return raw.replace(
		/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
		(whole, name, decimal, hex) => {
			if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole
			const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
			return point <= 0x10ffff ? String.fromCodePoint(point) : whole
		},
	)
}

class XmlPass {
	readonly #xml: string
	readonly #editor: XmlEditor
	readonly #out: string[] = []
	readonly #open: string[] = []
	/** How deep the dropped element stands; undefined while nothing is being dropped. */
	#dropping: number | undefined

	constructor(xml: string, editor: XmlEditor) {
		this.#xml = xml
		this.#editor = editor
	}

	run(): string {
		let at = 0
		while (at < this.#xml.length) {
			const next = this.#xml.indexOf('<', at)
			const end = next === -1 ? this.#xml.length : next
			if (end > at) this.#text(this.#xml.slice(at, end))
			at = next === -1 ? end : this.#markup(next)
		}
		if (this.#open.length > 0) throw new DamagedFile('an element never ends')
		return this.#out.join('')
	}

	/** Handles what begins at a `<` and answers where it ends. */
	#markup(at: number): number {
		const xml = this.#xml
		if (xml.startsWith('<!--', at)) return this.#after('-->', at + 4)
		if (xml.startsWith('<?', at)) {
			const end = this.#after('?>', at)
			if (xml.startsWith('<?xml ', at)) this.#out.push(xml.slice(at, end))
			return end
		}
		if (xml.startsWith('<![CDATA[', at)) {
			const end = this.#after(']]>', at)
			this.#text(xml.slice(at, end))
			return end
		}
		if (xml.startsWith('<!', at)) return this.#doctype(at)
		const end = this.#tagEnd(at)
		this.#tag(xml.slice(at, end))
		return end
	}

	/** Old OpenOffice files name a document type; one that defines entities could hide anything in them. */
	#doctype(at: number): number {
		const end = this.#after('>', at)
		if (this.#xml.slice(at, end).includes('[')) throw new DamagedFile('a document type with content')
		return end
	}

	#after(closing: string, from: number): number {
		const at = this.#xml.indexOf(closing, from)
		if (at === -1) throw new DamagedFile(`no ${closing}`)
		return at + closing.length
	}

	/** A `>` inside quotes does not end a tag. */
	#tagEnd(at: number): number {
		let quote = ''
		for (let here = at + 1; here < this.#xml.length; here++) {
			const sign = this.#xml.charAt(here)
			if (quote !== '') quote = sign === quote ? '' : quote
			else if (sign === '"' || sign === "'") quote = sign
			else if (sign === '>') return here + 1
		}
		throw new DamagedFile('a tag never ends')
	}

	#tag(raw: string): void {
		const full = NAME.exec(raw)?.[1]
		if (full === undefined) throw new DamagedFile('a tag without a name')
		if (raw.startsWith('</')) {
			this.#close(raw, full)
			return
		}
		const selfClosing = raw.endsWith('/>')
		if (this.#dropping === undefined) {
			const answer = this.#editor.start?.({ name: localName(full), attributes: attributesOf(raw) })
			if (answer === 'drop') this.#dropping = this.#open.length
			else this.#out.push(answer ? withEdits(raw, answer) : raw)
		}
		if (!selfClosing) {
			this.#open.push(full)
			if (this.#open.length > DEEPEST) throw new DamagedFile('elements nested too deep')
		} else if (this.#dropping === this.#open.length) this.#dropping = undefined
	}

	#close(raw: string, full: string): void {
		if (this.#open.pop() !== full) throw new DamagedFile(`${full} ends but is not open`)
		if (this.#dropping === undefined) this.#out.push(raw)
		else if (this.#dropping === this.#open.length) this.#dropping = undefined
	}

	#text(raw: string): void {
		if (this.#dropping !== undefined) return
		this.#out.push(this.#editor.text?.(raw, this.#open) ?? raw)
	}
}

function attributesOf(raw: string): ReadonlyMap<string, string> {
	const attributes = new Map<string, string>()
	if (!raw.includes('=')) return attributes
	for (const [, name, quoted] of raw.matchAll(ATTRIBUTE)) {
		if (name !== undefined && quoted !== undefined) attributes.set(localName(name), quoted.slice(1, -1))
	}
	return attributes
}

function withEdits(raw: string, edits: AttributeEdits): string {
	return raw.replace(ATTRIBUTE, (whole: string, name: string) => {
		const edit = edits.get(localName(name))
		if (edit === undefined || name.startsWith('xmlns')) return whole
		return edit === null ? '' : ` ${name}="${edit}"`
	})
}

export function localName(full: string): string {
	return full.slice(full.indexOf(':') + 1)
}
