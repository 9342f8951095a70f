import { DamagedFile } from './damaged-file.ts'
import type { Dissection } from './dissection.ts'
import { PICTURE_FORMATS, recognise, type OfficeFormat, type PictureFormat } from './format.ts'
import { droppedPart, noteDroppedPart, readProperties } from './office-parts.ts'
import { officeEditor, type OfficeNotes } from './office-xml.ts'
import { dissectPicture } from './picture.ts'
import type { KeptKind, Traces } from './traces.ts'
import { readXml, rewriteXml, withoutEntities } from './xml.ts'
import { readZip, repackEntry, unpackEntry, writeZip, type ZipEntry } from './zip.ts'

const XML_PART = /\.(xml|rels|vml|rdf)$/i
/** Outlines of letters, subset to those used; and the archive's own label. */
const INNOCENT_PART = /\.(odttf|ttf|otf|fntdata)$|^mimetype$/i
/** Excel writes these with loose HTML inside, which no XML reader accepts. */
const LOOSE_PART = /\.vml$/i

/**
 * Takes a Word, Excel, PowerPoint or OpenDocument file apart. Properties, thumbnails, signatures and edit trails go;
 * names in comments and changes become neutral; pictures inside are cleaned like any other. Parts of other kinds, and
 * what belongs to the text, stay and are named.
 *
 * @throws DamagedFile
 */
export function dissectOffice(format: OfficeFormat, bytes: Uint8Array, traces: Traces): Dissection {
	const notes: OfficeNotes = { traces, kept: new Set<KeptKind>() }
	const parts: ZipEntry[] = []
	for (const entry of readZip(bytes)) {
		const tells = droppedPart(format, entry.name)
		if (tells === undefined) parts.push(cleanPart(format, entry, notes))
		else {
			noteDroppedPart(tells, entry.name, traces)
			if (tells === 'properties') readProperties(text(entry), traces)
			if (entry.name === 'word/people.xml') readPeople(text(entry), traces)
		}
	}
	// OpenDocument readers look for the label at a fixed place near the start of the file.
	parts.sort((one, other) => Number(other.name === 'mimetype') - Number(one.name === 'mimetype'))
	return { kept: [...notes.kept], rebuild: () => writeZip(parts) }
}

function cleanPart(format: OfficeFormat, entry: ZipEntry, notes: OfficeNotes): ZipEntry {
	if (INNOCENT_PART.test(entry.name)) return entry
	if (LOOSE_PART.test(entry.name)) return orAsItIs(entry, notes, () => cleanXml(format, entry, notes))
	if (XML_PART.test(entry.name)) return cleanXml(format, entry, notes)
	const content = unpackEntry(entry)
	const inner = recognise(content)
	if (isPicture(inner)) return orAsItIs(entry, notes, () => cleanPicture(inner, entry, content, notes))
	return asItIs(entry, notes)
}

function cleanXml(format: OfficeFormat, entry: ZipEntry, notes: OfficeNotes): ZipEntry {
	const before = text(entry)
	const after = rewriteXml(before, officeEditor(format, entry.name, notes))
	return after === before ? entry : repackEntry(entry, new TextEncoder().encode(after), 'deflate')
}

function cleanPicture(
	format: PictureFormat,
	entry: ZipEntry,
	content: Uint8Array,
	notes: OfficeNotes,
): ZipEntry {
	const picture = dissectPicture(format, content, notes.traces)
	for (const kind of picture.kept) notes.kept.add(kind)
	return repackEntry(entry, picture.rebuild(), 'store')
}

/** One broken part does not make the document unreadable; it only cannot be vouched for. */
function orAsItIs(entry: ZipEntry, notes: OfficeNotes, clean: () => ZipEntry): ZipEntry {
	try {
		return clean()
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		return asItIs(entry, notes)
	}
}

function asItIs(entry: ZipEntry, notes: OfficeNotes): ZipEntry {
	notes.traces.add('embedded-file', entry.name)
	notes.kept.add('embedded-file')
	return entry
}

function isPicture(format: string): format is PictureFormat {
	return PICTURE_FORMATS.some((picture) => picture === format)
}

function readPeople(xml: string, traces: Traces): void {
	readXml(xml, {
		start(tag) {
			traces.add('author', withoutEntities(tag.attributes.get('author') ?? ''))
			traces.add('author', withoutEntities(tag.attributes.get('userId') ?? ''))
		},
	})
}

function text(entry: ZipEntry): string {
	const content = unpackEntry(entry)
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(content)
	} catch (error) {
		if (!(error instanceof TypeError)) throw error
		throw new DamagedFile(entry.name, { cause: error })
	}
}
