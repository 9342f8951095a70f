import { strFromU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { clean, type CleanResult } from './clean.ts'
import {
	canary,
	KESSA,
	openDocument,
	slides,
	spreadsheet,
	wordDocument,
	lyingArchives,
} from './crafted-files.ts'
import { canariesIn } from './hidden-bytes.ts'
import { mirror } from './mirror.ts'

function cleaned(bytes: Uint8Array): CleanResult & { ok: true } {
	const result = clean(bytes)
	if (!result.ok) throw new Error(result.because)
	return result
}

function part(bytes: Uint8Array, name: string): string {
	const content = unzipSync(bytes)[name]
	if (!content) throw new Error(`no ${name}`)
	return strFromU8(content)
}

const DOCUMENTS = [
	['a Word statement', wordDocument()],
	['a list of payments', spreadsheet()],
	['a talk', slides()],
	['an OpenDocument text', openDocument()],
] as const

test.each(DOCUMENTS)('%s loses every planted name, and what stays is said', (_, bytes) => {
	expect(canariesIn(bytes).length).toBeGreaterThan(5)
	const copy = cleaned(bytes)
	expect(canariesIn(copy.bytes)).toEqual([])
	const left = mirror(copy.bytes, 'statement').traces.map((trace) => trace.kind)
	expect(copy.kept).toEqual(expect.arrayContaining([...new Set(left)]))
})

test.each(DOCUMENTS)('%s keeps its words', (_, bytes) => {
	const words = (file: Uint8Array): string =>
		Object.values(unzipSync(file))
			.map((content) => strFromU8(content))
			.join('\n')
	const copy = words(cleaned(bytes).bytes)
	for (const shown of ['They came at &gt; night.', 'Who saw this?', 'Is this so?', 'Payments', 'check']) {
		expect(copy.includes(shown)).toBe(words(bytes).includes(shown))
	}
})

test('Ruth sees the names, the place in the photo, and that changes and comments are still inside', () => {
	const { format, traces } = mirror(wordDocument(), 'statement.docx')
	expect(format).toBe('docx')
	for (const name of ['core-author', 'core-editor', 'change-author', 'comment-author', 'person', 'account']) {
		expect(traces).toContainEqual({ kind: 'author', value: canary(name) })
	}
	expect(traces).toContainEqual({ kind: 'place', value: KESSA.shown })
	expect(traces).toContainEqual({ kind: 'edit-history', value: '12' })
	expect(cleaned(wordDocument()).kept).toEqual(
		expect.arrayContaining(['tracked-changes', 'comments', 'hidden-content']),
	)
})

test('a slide nobody is meant to see, and the remarks on it, are said to be there', () => {
	expect(mirror(slides(), 'talk.pptx').format).toBe('pptx')
	expect(mirror(slides(), 'talk').traces).toContainEqual({
		kind: 'saved-at',
		value: '2024-05-12T14:32:11.123',
	})
	expect(cleaned(slides()).kept).toEqual(['comments', 'hidden-content'])
})

test('no part points to one that is gone', () => {
	const copy = cleaned(wordDocument()).bytes
	expect(Object.keys(unzipSync(copy)).filter((name) => /^docProps|customXml|people/.test(name))).toEqual([])
	expect(part(copy, '_rels/.rels')).not.toMatch(/core-properties|thumbnail/)
	expect(part(copy, '_rels/.rels')).toContain('word/document.xml')
	expect(part(copy, '[Content_Types].xml')).not.toContain('docProps')
	expect(part(copy, 'word/_rels/document.xml.rels')).toContain('media/image1.jpeg')
	expect(part(copy, 'word/_rels/settings.xml.rels')).not.toContain('<Relationship ')
	expect(part(copy, 'word/settings.xml')).toContain('<w:zoom w:percent="100"/>')
	const sheet = cleaned(spreadsheet()).bytes
	expect(part(sheet, 'xl/worksheets/sheet1.xml')).toContain('<pageSetup orientation="portrait"/>')
	expect(part(cleaned(openDocument()).bytes, 'META-INF/manifest.xml')).not.toMatch(/meta\.xml|Thumbnails/)
})

test('a table keeps the name its formulas use', () => {
	expect(part(cleaned(spreadsheet()).bytes, 'xl/tables/table1.xml')).toContain('displayName="Payments"')
})

test('the photo inside a document is cleaned like one sent alone', () => {
	const photo = unzipSync(wordDocument())['word/media/image1.jpeg']!
	const alone = clean(photo)
	expect(unzipSync(cleaned(wordDocument()).bytes)['word/media/image1.jpeg']).toEqual(alone.ok && alone.bytes)
})

test('an OpenDocument copy begins with its label, unpacked, as readers look for it', () => {
	const head = strFromU8(cleaned(openDocument()).bytes.subarray(0, 100), true)
	expect(head).toContain('mimetypeapplication/vnd.oasis.opendocument.text')
})

test.each(Object.entries(lyingArchives()))('an archive that lies (%s) is refused', (_, bomb) => {
	expect(clean(bomb)).toEqual({ ok: false, because: 'damaged' })
	expect(mirror(bomb, 'a.odt').cleanable).toBe('cannot-clean')
})

test('a document under a password is not called clean', () => {
	const locked = zipSync({
		mimetype: [new TextEncoder().encode('application/vnd.oasis.opendocument.text'), { level: 0 }],
		'META-INF/manifest.xml': new TextEncoder().encode('<m><manifest:encryption-data/></m>'),
	})
	expect(clean(locked)).toEqual({ ok: false, because: 'cannot-clean-this-format' })
	expect(mirror(locked, 'a.odt').format).toBe('locked-office')
})

test('entities defined in a document type are refused, since they could hide anything', () => {
	const trick = zipSync({
		'[Content_Types].xml': new TextEncoder().encode('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
		'word/document.xml': new TextEncoder().encode('<a/>'),
	})
	expect(clean(trick)).toEqual({ ok: false, because: 'damaged' })
})
