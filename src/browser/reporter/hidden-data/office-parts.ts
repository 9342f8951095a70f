import type { OfficeFormat } from './format.ts'
import type { TraceKind, Traces } from './traces.ts'
import { readXml, withoutEntities } from './xml.ts'

/** A part that goes as a whole, and what it gives away by being there; `properties` are read for their values too. */
type DroppedPart = { readonly name: RegExp; readonly tells: TraceKind | 'properties' }

const OFFICE_OPEN: readonly DroppedPart[] = [
	{ name: /^docProps\/[^/]*\.xml$/, tells: 'properties' },
	{ name: /^docProps\//, tells: 'thumbnail' },
	{ name: /^word\/people\.xml$/, tells: 'author' },
	{ name: /^_xmlsignatures\//, tells: 'signature' },
	{ name: /^docMetadata\//, tells: 'organisation' },
	{ name: /^customXml\//, tells: 'unknown-block' },
	{ name: /\/printerSettings\/[^/]*$/, tells: 'printer' },
	{ name: /^xl\/revisions\//, tells: 'edit-history' },
	{ name: /^ppt\/(changesInfos\/|revisionInfo\.xml$)/, tells: 'edit-history' },
]
const OPEN_DOCUMENT: readonly DroppedPart[] = [
	{ name: /^meta\.xml$/, tells: 'properties' },
	{ name: /^Thumbnails\//, tells: 'thumbnail' },
	{ name: /^Versions\/|^VersionList\.xml$/, tells: 'edit-history' },
	{ name: /^META-INF\/.*signatures/, tells: 'signature' },
	{ name: /^layout-cache$/, tells: 'unknown-block' },
	{ name: /^manifest\.rdf$/, tells: 'unknown-block' },
]
/** Every OpenDocument file written by LibreOffice has these two; by themselves they say nothing of a person. */
const COMMONPLACE = /^(layout-cache|manifest\.rdf)$/

/** Dublin Core, OOXML core, extended and custom properties, and OpenDocument's meta elements, by local name. */
const PROPERTIES: ReadonlyMap<string, TraceKind> = new Map([
	['creator', 'author'],
	['initial-creator', 'author'],
	['lastModifiedBy', 'author'],
	['printed-by', 'author'],
	['Manager', 'author'],
	['Company', 'organisation'],
	['created', 'saved-at'],
	['modified', 'saved-at'],
	['creation-date', 'saved-at'],
	['date', 'saved-at'],
	['lastPrinted', 'saved-at'],
	['print-date', 'saved-at'],
	['Application', 'software'],
	['AppVersion', 'software'],
	['generator', 'software'],
	['Template', 'linked-file'],
	['HyperlinkBase', 'linked-file'],
	['revision', 'edit-history'],
	['TotalTime', 'edit-history'],
	['editing-cycles', 'edit-history'],
	['editing-duration', 'edit-history'],
	['title', 'description'],
	['subject', 'description'],
	['description', 'description'],
	['keywords', 'description'],
	['keyword', 'description'],
	['category', 'description'],
])
/** Counts and settings every program writes and no person chose. */
const UNTELLING = new Set(['Pages', 'Words', 'Characters', 'Lines', 'Paragraphs', 'DocSecurity'])

/** What a part gives away when it must go from a clean copy; undefined when it stays. */
export function droppedPart(format: OfficeFormat, name: string): DroppedPart['tells'] | undefined {
	const rules = format === 'odf' ? OPEN_DOCUMENT : OFFICE_OPEN
	return rules.find((rule) => rule.name.test(name))?.tells
}

/** Notes a part that goes. */
export function noteDroppedPart(tells: DroppedPart['tells'], name: string, traces: Traces): void {
	if (COMMONPLACE.test(name) || name.includes('/_rels/')) return
	if (tells === 'unknown-block') traces.add(tells, name)
	else if (tells !== 'properties') traces.add(tells)
}

/**
 * Notes the values of a properties part.
 *
 * @throws DamagedFile
 */
export function readProperties(xml: string, traces: Traces): void {
	readXml(xml, {
		start(tag) {
			if (tag.name === 'template')
				traces.add('linked-file', withoutEntities(tag.attributes.get('href') ?? ''))
			if (tag.name === 'property')
				traces.add('unknown-block', withoutEntities(tag.attributes.get('name') ?? ''))
			return undefined
		},
		text(text, path) {
			const name = path.at(-1) ?? ''
			const property = name.slice(name.indexOf(':') + 1)
			const kind = PROPERTIES.get(property)
			if (kind) traces.add(kind, withoutEntities(text))
			else if (name.includes('user-defined') && !UNTELLING.has(property))
				traces.add('unknown-block', withoutEntities(text))
			return undefined
		},
	})
}
