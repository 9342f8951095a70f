import type { OfficeFormat } from './format.ts'
import { droppedPart } from './office-parts.ts'
import type { KeptKind, Traces } from './traces.ts'
import { localName, withoutEntities, type AttributeEdits, type StartTag, type XmlEditor } from './xml.ts'

/** Who wrote what is content; under which name and when is not. */
const NOBODY = 'Author'
const NOBODY_INITIALS = 'A'
const NO_DATE = '2000-01-01T00:00:00'

const DROPPED_ELEMENTS = new Set([
	...['rsids', 'docVars', 'docId', 'revisionPtr', 'mailMerge', 'attachedTemplate', 'printerSettings'],
])
const DROPPED_RELATIONS = /\/(attachedTemplate|mailMerge[A-Za-z]*|printerSettings)$/
const DROPPED_SETTINGS = /^(PrinterName|PrinterSetup|PrinterFaxName|Rsid|RsidRoot|CurrentDatabase[A-Za-z]*)$/
const COMMENTS = new Set(['comment', 'threadedComment', 'cm', 'annotation'])
const DATED = new Set([...COMMENTS, 'reply'])
const TRACKED = /^(ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|[A-Za-z]+Change)$/
const HIDDEN = new Set(['vanish', 'hidden-text', 'hidden-paragraph'])
const PERSONS = new Set(['person', 'presenceInfo', 'author', 'cmAuthor'])
const FILE_OF_A_PERSON = /^(file:|[a-z]:[\\/]|\\\\|\/(home|Users)\/)/i
const PICTURE_NAME = /\.(jpe?g|png|gif|webp|heic|tiff?|bmp)$/i

/** Where an editor notes what it meets and what it has to leave. */
export type OfficeNotes = { readonly traces: Traces; readonly kept: Set<KeptKind> }

/** The rules for one XML part of a document: names and dates made neutral, the trail of edits cut, the rest noted. */
export function officeEditor(format: OfficeFormat, part: string, notes: OfficeNotes): XmlEditor {
	return {
		start(tag) {
			noteWhatStays(tag, part, notes)
			if (mustGo(tag, format, part, notes.traces)) return 'drop'
			return new TagEdits(notes.traces).edit(tag)
		},
		text(text, path) {
			return neutralText(text, path.slice(-2).map(localName), notes.traces)
		},
	}
}

function noteWhatStays(tag: StartTag, part: string, notes: OfficeNotes): void {
	const { attributes, name } = tag
	const stays = (kind: KeptKind & ('comments' | 'tracked-changes' | 'hidden-content')): void => {
		notes.traces.add(kind)
		notes.kept.add(kind)
	}
	if (COMMENTS.has(name) && (name === 'annotation' || part.includes('omment'))) stays('comments')
	if ((TRACKED.test(name) && attributes.has('author')) || name === 'changed-region') stays('tracked-changes')
	const state = attributes.get('state')
	const hiddenSheet = name === 'sheet' && (state === 'hidden' || state === 'veryHidden')
	const hiddenLine = (name === 'row' || name === 'col') && isTrue(attributes.get('hidden'))
	const hiddenSlide = name === 'sld' && attributes.get('show') === '0'
	const notesPage = name === 'notes' && part.startsWith('ppt/notesSlides/')
	if (HIDDEN.has(name) || hiddenSheet || hiddenLine || hiddenSlide || notesPage) stays('hidden-content')
	if (name === 'connection') {
		notes.traces.add(
			'linked-file',
			withoutEntities(attributes.get('sourceFile') ?? attributes.get('name') ?? name),
		)
		notes.kept.add('linked-file')
	}
	if (name === 'Relationship' && attributes.get('TargetMode') === 'External') noteLink(attributes, notes)
}

/** A web address people can see in the text is content; a path on somebody's disk, or a picture fetched on opening, is not. */
function noteLink(attributes: StartTag['attributes'], notes: OfficeNotes): void {
	const target = withoutEntities(attributes.get('Target') ?? '')
	const type = attributes.get('Type') ?? ''
	if (DROPPED_RELATIONS.test(type)) notes.traces.add('linked-file', target)
	else if (FILE_OF_A_PERSON.test(target) || !type.endsWith('/hyperlink')) {
		notes.traces.add('linked-file', target)
		notes.kept.add('linked-file')
	}
}

function mustGo(tag: StartTag, format: OfficeFormat, part: string, traces: Traces): boolean {
	const { attributes, name } = tag
	if (name === 'Relationship') {
		const target = relationTarget(part, attributes.get('Target') ?? '')
		const inside = attributes.get('TargetMode') !== 'External'
		return DROPPED_RELATIONS.test(attributes.get('Type') ?? '') || (inside && goes(format, target))
	}
	if (name === 'Override') return goes(format, (attributes.get('PartName') ?? '').slice(1))
	if (name === 'file-entry') return goes(format, attributes.get('full-path') ?? '')
	if (name === 'config-item') return DROPPED_SETTINGS.test(attributes.get('name') ?? '')
	if (format === 'odf' || !DROPPED_ELEMENTS.has(name)) return false
	if (name === 'rsids') traces.add('edit-history')
	if (name === 'docId' || name === 'revisionPtr') traces.add('document-id')
	return true
}

function goes(format: OfficeFormat, name: string): boolean {
	return droppedPart(format, name) !== undefined
}

/** Targets are relative to the folder above `_rels`, or begin with a slash. */
function relationTarget(part: string, target: string): string {
	if (target.startsWith('/')) return target.slice(1)
	const path: string[] = part.split('/').slice(0, -2)
	for (const step of target.split('/')) {
		if (step === '..') path.pop()
		else if (step !== '.') path.push(step)
	}
	return path.join('/')
}

class TagEdits {
	readonly #traces: Traces
	readonly #edits = new Map<string, string | null>()

	constructor(traces: Traces) {
		this.#traces = traces
	}

	edit(tag: StartTag): AttributeEdits | undefined {
		for (const [name, value] of tag.attributes) this.#attribute(tag, name, value)
		return this.#edits.size === 0 ? undefined : this.#edits
	}

	#attribute(tag: StartTag, name: string, value: string): void {
		if (name.startsWith('rsid') || name === 'paragraph-rsid') {
			this.#traces.add('edit-history')
			this.#edits.set(name, null)
		} else if (isPersonName(tag, name)) this.#neutralise(name, value, NOBODY, 'author')
		else if (name === 'initials') this.#neutralise(name, value, NOBODY_INITIALS, 'author')
		else if (name === 'providerId' && PERSONS.has(tag.name)) this.#edits.set(name, 'None')
		else if (isDate(tag, name)) this.#neutralise(name, value, `${NO_DATE}Z`, 'saved-at')
		else if (tag.name === 'absPath' && name === 'url') this.#neutralise(name, value, '', 'linked-file')
		else if (tag.name === 'pageSetup' && name === 'id') this.#edits.set(name, null)
		else if (tag.name === 'cNvPr' || tag.name === 'docPr') this.#pictureName(name, value)
	}

	/** Word writes the photo's own file name, in older versions with its whole path, beside the picture. */
	#pictureName(name: string, value: string): void {
		if (name === 'descr' && FILE_OF_A_PERSON.test(withoutEntities(value))) {
			this.#neutralise(name, value, '', 'linked-file')
		} else if ((name === 'name' || name === 'descr') && PICTURE_NAME.test(value)) {
			this.#neutralise(name, value, 'Picture', 'file-name-tells')
		}
	}

	#neutralise(name: string, value: string, neutral: string, kind: Parameters<Traces['add']>[0]): void {
		if (value === neutral) return
		this.#traces.add(kind, withoutEntities(value))
		this.#edits.set(name, neutral)
	}
}

function isPersonName(tag: StartTag, name: string): boolean {
	if (name === 'author' || name === 'userName') return true
	const named = tag.name === 'author' || tag.name === 'cmAuthor'
	return (
		(named && name === 'name') || (PERSONS.has(tag.name) && (name === 'displayName' || name === 'userId'))
	)
}

function isDate(tag: StartTag, name: string): boolean {
	if (name === 'date') return tag.attributes.has('author')
	return name === 'dateUtc' || (DATED.has(tag.name) && ['dt', 'dT', 'created'].includes(name))
}

/** Names and dates that stand as text: Excel's list of comment authors, OpenDocument's comments and changes. */
function neutralText(
	text: string,
	[outer, inner]: readonly (string | undefined)[],
	traces: Traces,
): string | undefined {
	const put = (neutral: string, kind: 'author' | 'saved-at'): string => {
		if (text !== neutral) traces.add(kind, withoutEntities(text))
		return neutral
	}
	if (outer === 'authors' && inner === 'author') return put(NOBODY, 'author')
	if (outer !== 'annotation' && outer !== 'change-info') return undefined
	if (inner === 'creator') return put(NOBODY, 'author')
	if (inner === 'creator-initials') return put(NOBODY_INITIALS, 'author')
	return inner === 'date' || inner === 'date-string' ? put(NO_DATE, 'saved-at') : undefined
}

function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true'
}
