import * as v from 'valibot'
import { day } from '#contract/shapes.ts'

// What content/facts/{library,library-groups,short-names}.json and content/<language>/guide/
// {library,glossary,theme-words}.json have to hold.

const text = v.pipe(v.string(), v.trim(), v.nonEmpty())
const texts = v.pipe(v.array(text), v.nonEmpty())
const documentId = v.pipe(v.string(), v.regex(/^doc-\d{3}$/u))
const meta = v.strictObject({ title: text, checked: day, nextCheck: day, owner: text, note: text })

export const DOCUMENT_TYPES = [
	'instrument',
	'rules',
	'resolution',
	'decision',
	'general-comment',
	'report',
	'handbook',
] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

export const libraryFacts = v.strictObject({
	meta,
	documents: v.array(
		v.strictObject({
			id: documentId,
			/** Symbol as the United Nations prints it, where there is one. */
			symbol: v.nullable(text),
			year: v.number(),
			type: v.picklist(DOCUMENT_TYPES),
			/** Who wrote or adopted it, in English. */
			body: text,
			themes: texts,
			/** Articles and paragraphs to read first, in English. */
			provisions: v.nullable(text),
			url: v.nullable(v.pipe(v.string(), v.url(), v.startsWith('https://'))),
			/** Whether a source that was read gives symbol, title and date together. */
			confirmed: v.boolean(),
			core: v.boolean(),
			/** Mechanisms that use it. */
			mechanisms: v.array(text),
		}),
	),
})
export type LibraryDocument = v.InferOutput<typeof libraryFacts>['documents'][number]

/** Titles and why they matter, by document; what is lacking in a language is shown in English. */
export const libraryTexts = v.record(
	documentId,
	v.strictObject({
		title: text,
		titleConfirmed: v.exactOptional(v.literal(false)),
		why: v.exactOptional(text),
	}),
)

export const THEME_GROUPS = [
	'after-speaking',
	'defenders',
	'meeting-joining',
	'speaking',
	'phone-internet',
	'life-body',
	'prison-court',
	'people',
	'land-business',
	'complaints',
	'reaching-un',
	'un-work',
	'proof',
	'first-texts',
] as const
export type ThemeGroup = (typeof THEME_GROUPS)[number]

export const BODY_GROUPS = [
	'general-assembly',
	'human-rights-council',
	'secretary-general',
	'high-commissioner',
	'ccpr',
	'cescr',
	'cerd',
	'cedaw',
	'cat',
	'crc',
	'cmw',
	'crpd',
	'ced',
	'chairs',
	'experts',
	'regions',
	'others',
] as const
export type BodyGroup = (typeof BODY_GROUPS)[number]

export const libraryGroups = v.strictObject({
	meta,
	themes: v.strictObject(v.entriesFromList(THEME_GROUPS, texts)),
	bodies: v.strictObject(v.entriesFromList(BODY_GROUPS, texts)),
})

/** What people type when they look for documents on a theme, beside what titles say. Shown nowhere. */
export const themeWords = v.strictObject(v.entriesFromList(THEME_GROUPS, text))

export const shortNames = v.strictObject({
	meta,
	/** How an article begins on the pages on rights, and the document it stands in. */
	onPages: v.record(text, documentId),
	alsoTyped: v.record(text, documentId),
})

const term = v.strictObject({ term: text, forms: texts, says: text })

/** Words of the field, as they stand in sentences, and what they mean. */
export const glossaryTexts = v.record(v.pipe(v.string(), v.regex(/^[a-z-]+$/u)), term)
export type Term = v.InferOutput<typeof term>
