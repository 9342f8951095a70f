import * as v from 'valibot'
import { day } from '#contract/shapes.ts'
import { CATEGORIES, LINKS, MOST_CATEGORIES } from '#domain/finder/situation.ts'

// What content/facts/acts.json and content/<language>/guide/{acts,rights}.json have to hold.

const text = v.pipe(v.string(), v.trim(), v.nonEmpty())
const texts = v.pipe(v.array(text), v.nonEmpty())

export const ACT_GROUPS = [
	'life-integrity',
	'liberty',
	'threats',
	'surveillance-digital',
	'justice',
	'reputation',
	'movement-access',
	'association-resources',
	'livelihood',
	'by-proxy',
	'transnational',
	'institutions',
] as const
export type ActGroup = (typeof ACT_GROUPS)[number]

export const actFacts = v.strictObject({
	meta: v.strictObject({ title: text, checked: day, nextCheck: day, owner: text, note: text }),
	groups: v.array(v.picklist(ACT_GROUPS)),
	acts: v.array(
		v.strictObject({
			code: v.pipe(v.string(), v.regex(/^[A-Z]{3,4}-\d$/u)),
			group: v.picklist(ACT_GROUPS),
			/** Whether somebody may still be in danger, so that fast ways are shown first. */
			urgent: v.boolean(),
			/** Articles and paragraphs, as `ICCPR 6`. */
			rights: texts,
			/** Answers of the finder that such an act gives; the contact only where every such act is about one. */
			finder: v.strictObject({
				categories: v.pipe(v.array(v.picklist(CATEGORIES)), v.nonEmpty(), v.maxLength(MOST_CATEGORIES)),
				linkUN: v.exactOptional(v.picklist(LINKS)),
			}),
		}),
	),
	absolute: texts,
})

export const actText = v.strictObject({
	name: text,
	meaning: text,
	examples: texts,
	questions: texts,
	noteDown: texts,
})
export type ActText = v.InferOutput<typeof actText>

/** Acts by code, and what they lead to. */
export const actTexts = v.objectWithRest(
	{ effects: v.record(v.string(), v.strictObject({ name: text, meaning: text })) },
	actText,
)

const rightText = v.strictObject({ name: text, says: text, refs: texts })
export type RightText = v.InferOutput<typeof rightText>

export const rightTexts = v.strictObject({
	rights: v.record(v.string(), rightText),
	scopeTest: v.array(v.strictObject({ ask: text, yes: text, no: text })),
	limits: v.strictObject({ intro: text, questions: texts, outcome: texts }),
	absolute: text,
	persons: texts,
	cooperation: v.record(v.string(), text),
})
export type RightTexts = v.InferOutput<typeof rightTexts>
