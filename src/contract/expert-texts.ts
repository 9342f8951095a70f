import * as v from 'valibot'
import { day } from '#contract/shapes.ts'

// What content/facts/experts.json and content/<language>/guide/mandates.json have to hold.

const text = v.pipe(v.string(), v.trim(), v.nonEmpty())

export const expertFacts = v.strictObject({
	meta: v.strictObject({ title: text, checked: day, nextCheck: day, owner: text, note: text }),
	experts: v.array(
		v.strictObject({
			id: v.pipe(v.string(), v.regex(/^[a-z-]+$/u)),
			kind: v.picklist(['thematic', 'country', 'body']),
			/** Year in which the task was first given. */
			since: v.nullable(v.number()),
			/** Symbol of the text that gave it, where it was seen. */
			founding: v.nullable(text),
			/** Newest text whose title names the task. */
			last: v.nullable(v.strictObject({ symbol: text, day })),
			active: v.boolean(),
			/** ISO 3166-1 alpha-3 of the country looked at. */
			country: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u))),
		}),
	),
})
export type Expert = v.InferOutput<typeof expertFacts>['experts'][number]

export const expertTexts = v.record(v.string(), v.strictObject({ name: text, about: text, writeWhen: text }))
export type ExpertText = v.InferOutput<typeof expertTexts>[string]
