import * as v from 'valibot'
import { ACT_GROUPS } from '#contract/act-texts.ts'
import { risks, sentences, steps, text } from '#contract/guide-texts.ts'
import { day } from '#contract/shapes.ts'

// What content/facts/part.json and content/<language>/guide/part/<id>.json have to hold. Read when pages are built: a
// faulty page stops the build.

/** What kind of page a fact was read on, so that a reader knows how far to rely on it. */
export const PAGE_KINDS = ['official', 'older', 'organisation'] as const
export type PageKind = (typeof PAGE_KINDS)[number]

const readPage = v.strictObject({
	title: text,
	/** Address of what was read; a document is known by its symbol alone. */
	address: v.nullable(v.pipe(v.string(), v.url())),
	kind: v.picklist(PAGE_KINDS),
})
export type ReadPage = v.InferOutput<typeof readPage>

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/u))

export const partFacts = v.strictObject({
	meta: v.strictObject({ title: text, checked: day, nextCheck: day, owner: text, note: text }),
	sources: v.record(id, readPage),
	/** In the order in which they are shown. */
	topics: v.pipe(
		v.array(
			v.strictObject({
				id,
				checked: day,
				nextCheck: day,
				sources: v.pipe(v.array(id), v.nonEmpty()),
				/** Whether it is about being kept out or threatened, so that the ways to tell somebody stand on it. */
				kept: v.boolean(),
				/** Whether it may be happening while it is read, so that what to do first stands first. */
				now: v.boolean(),
				/** Mechanisms it leads to. */
				ways: v.pipe(v.array(text), v.nonEmpty()),
				/** Other topics it leads to. */
				topics: v.array(id),
				/** Groups of acts it leads to. */
				acts: v.array(v.picklist(ACT_GROUPS)),
			}),
		),
		v.nonEmpty(),
	),
})
export type PartTopic = v.InferOutput<typeof partFacts>['topics'][number]

export const partText = v.strictObject({
	name: text,
	short: sentences,
	can: sentences,
	steps,
	/** How to contest a refusal, where one can be refused. */
	contest: v.exactOptional(sentences),
	note: sentences,
	risks: v.pipe(risks, v.nonEmpty()),
	deadlines: sentences,
})
export type PartText = v.InferOutput<typeof partText>
