import { bytesOf, indexOfRun } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'
import { localName, readXml, withoutEntities } from './xml.ts'
import type { TraceKind, Traces } from './traces.ts'

/** Properties of the usual XMP schemas (ISO 16684-1, Exif, IPTC, Photoshop, PDF, MWG regions), by local name. */
const PROPERTIES: ReadonlyMap<string, TraceKind> = new Map([
	['creator', 'author'],
	['Artist', 'author'],
	['By-line', 'author'],
	['OwnerName', 'author'],
	['CameraOwnerName', 'author'],
	['rights', 'author'],
	['Credit', 'author'],
	['PersonInImage', 'people'],
	['Name', 'people'],
	['PersonDisplayName', 'people'],
	['CreatorTool', 'software'],
	['softwareAgent', 'software'],
	['Producer', 'software'],
	['Software', 'software'],
	['DateTimeOriginal', 'taken-at'],
	['DateCreated', 'taken-at'],
	['CreateDate', 'taken-at'],
	['ModifyDate', 'saved-at'],
	['MetadataDate', 'saved-at'],
	['when', 'edit-history'],
	['DocumentID', 'document-id'],
	['InstanceID', 'document-id'],
	['OriginalDocumentID', 'document-id'],
	['Make', 'camera'],
	['Model', 'camera'],
	['Lens', 'camera'],
	['LensModel', 'camera'],
	['SerialNumber', 'serial-number'],
	['BodySerialNumber', 'serial-number'],
	['LensSerialNumber', 'serial-number'],
	['ImageUniqueID', 'serial-number'],
	['GPSLatitude', 'place'],
	['GPSLongitude', 'place'],
	['City', 'place'],
	['State', 'place'],
	['Country', 'place'],
	['Location', 'place'],
	['Sublocation', 'place'],
	['CountryName', 'place'],
	['title', 'description'],
	['description', 'description'],
	['Headline', 'description'],
	['subject', 'description'],
	['Keywords', 'description'],
])
const MOST_PACKETS = 50
const LARGEST_PACKET = 4 * 1024 * 1024

/** Notes what an XMP packet gives away; what it does not know it still names, so that no packet counts as empty. */
export function readXmp(packet: Uint8Array, traces: Traces): void {
	const before = traces.size
	const xml = new TextDecoder().decode(packet)
	try {
		readXml(xml, {
			start(tag) {
				if (tag.name === 'image') traces.add('thumbnail')
				for (const [name, value] of tag.attributes) note(name, value, traces)
			},
			text(text, path) {
				const property = path.map(localName).findLast((name) => PROPERTIES.has(name))
				if (property !== undefined) note(property, text, traces)
				return undefined
			},
		})
	} catch (error) {
		if (!(error instanceof DamagedFile)) throw error
		traces.add('unknown-block', 'XMP')
	}
	if (traces.size === before) traces.add('unknown-block', 'XMP')
}

/** Finds readable XMP packets inside formats we do not take apart. */
export function readEmbeddedXmp(bytes: Uint8Array, traces: Traces): void {
	const opening = bytesOf('<x:xmpmeta')
	const closing = bytesOf('</x:xmpmeta>')
	let at = indexOfRun(bytes, opening)
	for (let found = 0; at !== -1 && found < MOST_PACKETS; found++) {
		const end = indexOfRun(bytes.subarray(at, at + LARGEST_PACKET), closing)
		if (end !== -1) readXmp(bytes.subarray(at, at + end + closing.length), traces)
		at = indexOfRun(bytes, opening, at + 1)
	}
}

function note(property: string, raw: string, traces: Traces): void {
	const kind = PROPERTIES.get(property)
	if (kind) traces.add(kind, withoutEntities(raw))
}
