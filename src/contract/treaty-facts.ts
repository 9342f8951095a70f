import * as v from 'valibot'
import { text } from '#contract/guide-texts.ts'
import { day } from '#contract/shapes.ts'

// What content/facts/treaties.json and content/<language>/guide/treaties.json have to hold.

export const treatyFacts = v.strictObject({
	meta: v.strictObject({ title: text, checked: day, nextCheck: day, owner: text, note: text }),
	/** By their name in acceptance.json, in the order in which they are shown. */
	treaties: v.record(
		v.string(),
		v.strictObject({
			/** The document of the library that is this treaty and gives its name. */
			document: v.nullable(text),
			/** Mechanisms it sets up. */
			opens: v.array(text),
		}),
	),
})

/** Names of the treaties that are no document of the library. */
export const treatyNames = v.record(v.string(), text)
