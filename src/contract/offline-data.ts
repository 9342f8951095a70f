import * as v from 'valibot'
import { hash, signedText } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'

/** What the page that works from a file carries of its team: nothing in it is secret, and nothing is believed. */
export const offlineData = v.strictObject({
	v: v.literal(1),
	language: v.picklist(LANGUAGES),
	desk: hash,
	demo: v.boolean(),
	entries: v.array(signedText),
	statement: v.nullable(signedText),
	/** Address of the page that takes the locked file. */
	bringTo: v.string(),
	/** Address where a newer page is to be had. */
	newPageAt: v.string(),
	/** The 2,048 words of the language, with a space between two. */
	list: v.string(),
})
export type OfflineData = v.InferOutput<typeof offlineData>
