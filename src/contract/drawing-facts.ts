import * as v from 'valibot'
import { day } from '#contract/shapes.ts'

// What the drawings of the guide rest on: which picture stands for which step, which State in which region.

/** Pictures for what happens in a step, each with a generic word in every language. */
export const STEP_PICTURES = [
	'write',
	'proof',
	'trust',
	'send',
	'arrive',
	'check',
	'read',
	'wait',
	'asked',
	'answers',
	'reply',
	'meet',
	'decide',
	'advise',
	'act',
	'publish',
	'visit',
	'search',
	'follow',
	'urgent',
	'date',
	'choose',
] as const
export type StepPicture = (typeof STEP_PICTURES)[number]

/** Pictures beside what a person asks first of a mechanism. */
export const FACT_PICTURES = ['goodFor', 'notFor', 'speed', 'yourName', 'courtFirst', 'cost', 'open'] as const

export type PictureName = StepPicture | (typeof FACT_PICTURES)[number]

const pictures = v.record(
	v.string(),
	v.pipe(v.array(v.picklist(STEP_PICTURES)), v.minLength(3), v.maxLength(6)),
)

const kept = { title: v.string(), checked: day, nextCheck: day, owner: v.string(), note: v.string() }

/** The pictures of steps, in their order: of each mechanism, and of each topic of taking part. */
export const drawingFacts = v.strictObject({
	meta: v.strictObject(kept),
	steps: pictures,
	topics: pictures,
})

export const UN_REGIONS = ['africa', 'americas', 'asia', 'europe', 'oceania'] as const
export type UnRegion = (typeof UN_REGIONS)[number]

const members = v.array(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u)))

/** What content/facts/regions.json has to hold: every Member State in one region of the tile grid. */
export const regionFacts = v.strictObject({
	meta: v.strictObject({ ...kept, source: v.string(), confidence: v.picklist(['high', 'medium', 'low']) }),
	regions: v.strictObject(v.entriesFromList(UN_REGIONS, members)),
})
