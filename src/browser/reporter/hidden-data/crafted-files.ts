import { strToU8, zipSync, zlibSync, type Zippable } from 'fflate'
import { big16, big32, bytesOf, joined, little16, little32 } from './byte-run.ts'
import { crc32 } from './crc32.ts'

/** 12 by 8 pixels, JFIF, with a colour profile that names its maker. */
const JPEG_SEED =
	'/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIAAwDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMF/8QAFxABAQEBAAAAAAAAAAAAAAAAAAIBIf/EABUBAQEAAAAAAAAAAAAAAAAAAAQF/8QAGREAAgMBAAAAAAAAAAAAAAAAAAIDBRIx/9oADAMBAAIRAxEAPwDPiV8ngKNfEuQNpO++n//Z'
/** The same picture, extended format, same profile. */
const WEBP_SEED =
	'UklGRiQCAABXRUJQVlA4WAoAAAAgAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggNgAAAHABAJ0BKgwACAAIwEIlsAJ0AYhAAP7jU2L9LiF+1j/b9vBUXx7jIJVcIN/XyQbHwJ8H8UAAAA=='

/** The values planted in crafted files, to be found in the mirror and gone from the copy. */
export const KESSA = { latitude: -4.05, longitude: 12.5, shown: '-4.05000, 12.50000' }
export const TAKEN = '2024:05:12 14:32:11'

/** One string per hiding place, so that a leak names its place. */
export function canary(place: string): string {
	return `CANARY-${place}-7f3a`
}

export function plainJpeg(): Uint8Array {
	return fromBase64(JPEG_SEED)
}

export function plainWebp(): Uint8Array {
	return fromBase64(WEBP_SEED)
}

/** Puts segments right after the start of the image, others right before its end, and bytes after it. */
export function jpegWith(
	front: readonly Uint8Array[],
	back: readonly Uint8Array[] = [],
	trailer = '',
): Uint8Array {
	const plain = plainJpeg()
	return joined([
		...[plain.subarray(0, 2), ...front, plain.subarray(2, -2)],
		...[...back, plain.subarray(-2), bytesOf(trailer)],
	])
}

export function segment(marker: number, ...content: readonly Uint8Array[]): Uint8Array {
	const body = joined(content)
	return joined([Uint8Array.of(0xff, marker), big16(body.length + 2), body])
}

type Field = {
	readonly tag: number
	readonly type: number
	readonly count: number
	readonly data: Uint8Array
}

function ascii(tag: number, value: string): Field {
	const data = bytesOf(`${value}\0`)
	return { tag, type: 2, count: data.length, data }
}

function rationals(tag: number, ...values: readonly number[]): Field {
	const data = joined(values.flatMap((value) => [big32(Math.round(value * 1000)), big32(1000)]))
	return { tag, type: 5, count: values.length, data }
}

function directory(at: number, fields: readonly Field[], next = 0): Uint8Array {
	const overflow: Uint8Array[] = []
	let free = at + 2 + 12 * fields.length + 4
	const entries = fields.map(({ tag, type, count, data }) => {
		const head = [big16(tag), big16(type), big32(count)]
		if (data.length <= 4) return joined([...head, data, new Uint8Array(4 - data.length)])
		overflow.push(data)
		free += data.length
		return joined([...head, big32(free - data.length)])
	})
	return joined([big16(fields.length), ...entries, big32(next), ...overflow])
}

/** A phone's Exif block: camera, owner, serial number, place, moment, orientation, maker's note, thumbnail. */
export function phoneExif(orientation = 6): Uint8Array {
	const detail = [
		ascii(0x9003, TAKEN),
		{ tag: 0x927c, type: 7, count: 32, data: bytesOf(canary('maker-note').padEnd(32)) },
		{ tag: 0x9286, type: 7, count: 40, data: bytesOf(`ASCII\0\0\0${canary('user-comment').padEnd(32)}`) },
		ascii(0xa431, canary('serial')),
	]
	const gps = [
		ascii(1, 'S'),
		rationals(2, 4, 3, 0),
		ascii(3, 'E'),
		rationals(4, 12, 30, 0),
		ascii(0x1d, '2024:05:12'),
	]
	const thumbnail = [
		{ tag: 0x0201, type: 4, count: 1, data: big32(0) },
		{ tag: 0x0202, type: 4, count: 1, data: big32(0) },
	]
	const pointer = (tag: number, at: number): Field => ({ tag, type: 4, count: 1, data: big32(at) })
	const main = (details: number, place: number): Field[] => [
		ascii(0x010f, 'Fonari'),
		ascii(0x0110, canary('model')),
		{ tag: 0x0112, type: 3, count: 1, data: Uint8Array.of(0, orientation, 0, 0) },
		ascii(0x0131, canary('software')),
		ascii(0x013b, canary('artist')),
		pointer(0x8769, details),
		pointer(0x8825, place),
	]
	const detailAt = 8 + directory(8, main(0, 0)).length
	const gpsAt = detailAt + directory(detailAt, detail).length
	const thumbnailAt = gpsAt + directory(gpsAt, gps).length
	return joined([
		...[bytesOf('MM\0*'), big32(8), directory(8, main(detailAt, gpsAt), thumbnailAt)],
		...[directory(detailAt, detail), directory(gpsAt, gps), directory(thumbnailAt, thumbnail)],
	])
}

export function xmpPacket(): Uint8Array {
	return bytesOf(
		`<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmp:CreatorTool="${canary('xmp-tool')}"><dc:creator><rdf:Seq><rdf:li>${canary('xmp-author')}</rdf:li>
</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
	)
}

/** A Photoshop block with an IPTC city. */
export function photoshopBlock(): Uint8Array {
	const city = bytesOf(canary('iptc-city'))
	const iptc = joined([Uint8Array.of(0x1c, 2, 90), big16(city.length), city])
	const padding = new Uint8Array(iptc.length & 1)
	return joined([
		bytesOf('Photoshop 3.0\0' + '8BIM'),
		big16(0x0404),
		big16(0),
		big32(iptc.length),
		iptc,
		padding,
	])
}

/** Everything a phone and a few programs can leave in a JPEG, at once. */
export function phoneJpeg(orientation = 6): Uint8Array {
	return jpegWith(
		[
			segment(0xe1, bytesOf('Exif\0\0'), phoneExif(orientation)),
			segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0'), xmpPacket()),
			segment(0xed, photoshopBlock()),
			segment(0xe2, bytesOf(`MPF\0${canary('mpf')}`)),
			segment(0xe5, bytesOf(canary('app5'))),
			segment(0xe0, bytesOf(`JFXX\0\x10${canary('jfxx')}`)),
			segment(0xfe, bytesOf(canary('comment'))),
		],
		[segment(0xfe, bytesOf(canary('late-comment')))],
		`....ftypmp42${canary('trailer')}`,
	)
}

export function chunk(name: string, ...content: readonly Uint8Array[]): Uint8Array {
	const body = joined([bytesOf(name), ...content])
	return joined([big32(body.length - 4), body, big32(crc32(body))])
}

/** Chunks go between the header and the pixels. */
export function pngWith(chunks: readonly Uint8Array[], trailer = ''): Uint8Array {
	const row = Uint8Array.from({ length: 37 }, (_, index) => (index === 0 ? 0 : index * 6))
	return joined([
		Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
		chunk('IHDR', big32(12), big32(8), Uint8Array.of(8, 2, 0, 0, 0)),
		...chunks,
		chunk('IDAT', zlibSync(joined(Array.from({ length: 8 }, () => row)))),
		...[chunk('IEND'), bytesOf(trailer)],
	])
}

export function screenshotPng(profile: Uint8Array): Uint8Array {
	return pngWith(
		[
			chunk('iCCP', bytesOf(`${canary('profile-name')}\0\0`), zlibSync(profile)),
			chunk('gAMA', big32(45_455)),
			chunk('pHYs', big32(5669), big32(5669), Uint8Array.of(1)),
			chunk('tEXt', bytesOf(`Author\0${canary('text')}`)),
			chunk('zTXt', bytesOf('Comment\0\0'), zlibSync(bytesOf(canary('packed-text')))),
			chunk('iTXt', bytesOf('XML:com.adobe.xmp\0\0\0\0\0'), xmpPacket()),
			chunk('eXIf', phoneExif(3)),
			chunk('tIME', big16(2024), Uint8Array.of(5, 12, 14, 32, 11)),
			chunk('prVt', bytesOf(canary('private'))),
		],
		canary('after-crop'),
	)
}

function riffChunk(name: string, data: Uint8Array): Uint8Array {
	return joined([bytesOf(name), little32(data.length), data, new Uint8Array(data.length & 1)])
}

export function phoneWebp(): Uint8Array {
	const plain = plainWebp()
	const body = joined([
		...[plain.subarray(12), riffChunk('EXIF', phoneExif(8)), riffChunk('XMP ', xmpPacket())],
		riffChunk('prVt', bytesOf(canary('private'))),
	])
	body[8] = 0x20 | 0x08 | 0x04
	return joined([
		bytesOf('RIFF'),
		little32(body.length + 4),
		bytesOf('WEBP'),
		body,
		bytesOf(canary('trailer')),
	])
}

function subBlocks(text: string): Uint8Array {
	return joined([Uint8Array.of(text.length), bytesOf(text), Uint8Array.of(0)])
}

/** Two frames of one pixel, looping for ever, with things said in between. */
export function talkativeGif(): Uint8Array {
	const control = Uint8Array.of(0x21, 0xf9, 4, 0, 50, 0, 0, 0)
	const image = Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0)
	return joined([
		...[bytesOf('GIF89a'), Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255)],
		...[Uint8Array.of(0x21, 0xff, 11), bytesOf('NETSCAPE2.0'), Uint8Array.of(3, 1, 0, 0, 0)],
		...[Uint8Array.of(0x21, 0xfe), subBlocks(canary('comment')), control, image],
		...[Uint8Array.of(0x21, 0xff, 11), bytesOf('ACMEpain1.0'), subBlocks(canary('application'))],
		...[Uint8Array.of(0x21, 0x01), subBlocks(canary('plain-text')), control, image],
		...[Uint8Array.of(0x3b), bytesOf(canary('trailer'))],
	])
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function archive(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
	const files: Zippable = {}
	for (const [name, content] of Object.entries(parts)) {
		const bytes = typeof content === 'string' ? strToU8(content) : content
		files[name] = name === 'mimetype' ? [bytes, { level: 0 }] : bytes
	}
	const zip = zipSync(files, {
		comment: canary('file-comment'),
		extra: { 0x5455: bytesOf(canary('zip-extra')) },
	})
	const comment = bytesOf(canary('zip-comment'))
	return joined([zip.subarray(0, -2), little16(comment.length), comment])
}

/** A statement written in Word by one person, corrected by another, with a phone photo in it. */
export function wordDocument(): Uint8Array {
	const author = `w:author="${canary('change-author')}" w:date="2024-05-12T14:32:00Z"`
	return archive({
		'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/docProps/core.xml" ContentType="c"/><Override PartName="/word/document.xml" ContentType="d"/></Types>`,
		'_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${PACKAGE}/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>`,
		'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${canary('core-author')}</dc:creator><cp:lastModifiedBy>${canary('core-editor')}</cp:lastModifiedBy><cp:revision>12</cp:revision></cp:coreProperties>`,
		'docProps/app.xml': `${XML}<Properties><Company>${canary('company')}</Company><Template>${canary('template')}</Template></Properties>`,
		'docProps/custom.xml': `${XML}<Properties><property name="${canary('custom-name')}"><vt:lpwstr xmlns:vt="v">${canary('custom')}</vt:lpwstr></property></Properties>`,
		'docProps/thumbnail.jpeg': phoneJpeg(),
		'word/document.xml': `${XML}<w:document xmlns:w="w" xmlns:pic="p"><!-- ${canary('xml-comment')} --><w:body><w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE"><w:ins w:id="1" ${author}><w:r><w:t>They came at &gt; night.</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden words</w:t></w:r><pic:cNvPr id="0" name="IMG_20240512_143211.jpg" descr="C:\\Users\\${canary('user-folder')}\\a.jpg"/></w:p></w:body></w:document>`,
		'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/image" Target="media/image1.jpeg"/><Relationship Id="rId2" Type="${OFFICE}/customXml" Target="../customXml/item1.xml"/></Relationships>`,
		'word/comments.xml': `${XML}<w:comments xmlns:w="w"><w:comment w:id="0" w:author="${canary('comment-author')}" w:initials="Q${canary('initials')}" w:date="2024-05-12T14:33:00Z"><w:p><w:r><w:t>Who saw this?</w:t></w:r></w:p></w:comment></w:comments>`,
		'word/people.xml': `${XML}<w15:people xmlns:w15="w15"><w15:person w15:author="${canary('person')}"><w15:presenceInfo w15:providerId="AD" w15:userId="${canary('account')}"/></w15:person></w15:people>`,
		'word/settings.xml': `${XML}<w:settings xmlns:w="w"><w:attachedTemplate r:id="rId1" xmlns:r="r"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:zoom w:percent="100"/></w:settings>`,
		'word/_rels/settings.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/attachedTemplate" Target="file:///C:/Users/${canary('template-path')}/Normal.dotm" TargetMode="External"/></Relationships>`,
		'word/media/image1.jpeg': phoneJpeg(),
		'customXml/item1.xml': `${XML}<a>${canary('custom-xml')}</a>`,
	})
}

export function spreadsheet(): Uint8Array {
	return archive({
		'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"/>`,
		'xl/workbook.xml': `${XML}<workbook xmlns="s"><x15ac:absPath xmlns:x15ac="x" url="C:\\Users\\${canary('abs-path')}\\"/><sheets><sheet name="Payments" sheetId="1"/><sheet name="Names" sheetId="2" state="veryHidden"/></sheets></workbook>`,
		'xl/tables/table1.xml': `${XML}<table displayName="Payments" name="Payments"/>`,
		'xl/comments1.xml': `${XML}<comments><authors><author>${canary('cell-author')}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>check</t></text></comment></commentList></comments>`,
		'xl/persons/person.xml': `${XML}<personList><person displayName="${canary('display-name')}" id="{1}" userId="${canary('user-id')}" providerId="AD"/></personList>`,
		'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns:r="r"><sheetData/><pageSetup orientation="portrait" r:id="rId1"/></worksheet>`,
		'xl/worksheets/_rels/sheet1.xml.rels': `${XML}<Relationships><Relationship Id="rId1" Type="${OFFICE}/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>`,
		'xl/printerSettings/printerSettings1.bin': canary('printer'),
		'xl/drawings/vmlDrawing1.vml': `<xml><div><br></div></xml>`,
	})
}

export function slides(): Uint8Array {
	return archive({
		'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"/>`,
		'ppt/presentation.xml': `${XML}<p:presentation xmlns:p="p"/>`,
		'ppt/commentAuthors.xml': `${XML}<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="1" name="${canary('slide-author')}" initials="${canary('slide-initials')}"/></p:cmAuthorLst>`,
		'ppt/authors.xml': `${XML}<p188:authorLst xmlns:p188="p"><p188:author id="{1}" name="${canary('new-author')}" initials="NN" userId="${canary('slide-user')}" providerId="AD"/></p188:authorLst>`,
		'ppt/comments/comment1.xml': `${XML}<p:cmLst xmlns:p="p"><p:cm authorId="1" dt="2024-05-12T14:32:11.123"><p:text>Is this so?</p:text></p:cm></p:cmLst>`,
		'ppt/slides/slide1.xml': `${XML}<p:sld xmlns:p="p" show="0"/>`,
		'ppt/revisionInfo.xml': `${XML}<a>${canary('revision')}</a>`,
	})
}

export function openDocument(): Uint8Array {
	return archive({
		mimetype: 'application/vnd.oasis.opendocument.text',
		'meta.xml': `${XML}<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:generator>LibreOffice/24.2</meta:generator><meta:initial-creator>${canary('odf-author')}</meta:initial-creator><meta:user-defined meta:name="Place">${canary('odf-custom')}</meta:user-defined></office:meta></office:document-meta>`,
		'settings.xml': `${XML}<config:settings xmlns:config="c"><config:config-item config:name="PrinterName">${canary('odf-printer')}</config:config-item><config:config-item config:name="ZoomFactor">100</config:config-item></config:settings>`,
		'content.xml': `${XML}<office:body xmlns:office="o" xmlns:dc="d"><text:p xmlns:text="t" officeooo:rsid="0012" xmlns:officeooo="oo">Words<office:annotation><dc:creator>${canary('odf-note-author')}</dc:creator><dc:date>2024-05-12T14:32:11</dc:date><text:p>Is this so?</text:p></office:annotation></text:p></office:body>`,
		'Thumbnails/thumbnail.png': pngWith([chunk('tEXt', bytesOf(`Author\0${canary('odf-thumbnail')}`))]),
		'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"/><manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/><manifest:file-entry manifest:full-path="meta.xml"/></manifest:manifest>`,
	})
}

/** MPEG-1 layer III, 128 kbit/s, 44,100 Hz: 417 bytes a frame. */
export function mp3Frames(count: number): Uint8Array {
	const frame = new Uint8Array(417)
	frame.set([0xff, 0xfb, 0x90, 0x00])
	return joined(Array.from({ length: count }, () => frame))
}

export function taggedMp3(): Uint8Array {
	const text = bytesOf(`\x03${canary('id3-artist')}`)
	const frame = joined([bytesOf('TPE1'), big32(text.length), big16(0), text])
	const head = joined([bytesOf('ID3\x03\0\0'), Uint8Array.of(0, 0, 0, frame.length), frame])
	const ape = bytesOf(`APETAGEX${canary('ape')}`)
	const tail = bytesOf(`TAG${canary('id3v1').padEnd(125, '\0')}`)
	return joined([head, mp3Frames(3), ape, mp3Frames(2), tail])
}

export function box(name: string, ...content: readonly Uint8Array[]): Uint8Array {
	const body = joined(content)
	return joined([big32(body.length + 8), Uint8Array.from(name, (letter) => letter.charCodeAt(0)), body])
}

/** A film from a telephone, with the place in the three ways phones write it. */
export function phoneFilm(): Uint8Array {
	const place = bytesOf('-04.0500+012.5000/')
	const key = bytesOf('com.apple.quicktime.model')
	const model = bytesOf(canary('film-model'))
	return joined([
		box('ftyp', bytesOf('mp42'), big32(0)),
		box(
			'moov',
			box('mvhd', big32(0), big32(2_082_844_800 + 1_715_524_331), big32(0)),
			box('udta', box('©xyz', big16(place.length), big16(0), place)),
			box(
				'meta',
				box('hdlr', new Uint8Array(24)),
				box('keys', big32(0), big32(1), box('mdta', key)),
				box('ilst', box('\0\0\0\x01', box('data', big32(1), big32(0), model))),
			),
		),
		box('mdat', new Uint8Array(16)),
	])
}

/** Archives whose list of files lies: how many files there are, or how large each is once unpacked. */
export function lyingArchives(): Record<'oneHuge' | 'manyLarge' | 'swelling' | 'countless', Uint8Array> {
	const honest = archive({
		mimetype: 'application/vnd.oasis.opendocument.text',
		'content.xml': `<a>${' '.repeat(5_000_000)}</a>`,
	})
	const end = honest.length - 22 - canary('zip-comment').length
	const list = new DataView(honest.buffer).getUint32(end + 16, true)
	const second =
		list + 46 + 'mimetype'.length + 4 + canary('zip-extra').length + canary('file-comment').length
	const with32 = (...changes: readonly (readonly [number, number])[]): Uint8Array => {
		const copy = honest.slice()
		for (const [at, value] of changes) copy.set(little32(value), at)
		return copy
	}
	const countless = honest.slice()
	countless.set(little16(60_000), end + 10)
	return {
		oneHuge: with32([second + 24, 0xfffffff0]),
		manyLarge: with32([list + 24, 110_000_000], [second + 24, 110_000_000]),
		swelling: with32([second + 24, 10]),
		countless,
	}
}

function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
