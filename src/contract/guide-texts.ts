import * as v from 'valibot'

// What a page of the guide has to hold, in each language. Read when pages are built: a faulty page stops the build.

export const text = v.pipe(v.string(), v.trim(), v.nonEmpty())

/** A sentence; an object when nobody has read it in a source yet, so that it is shown as not confirmed. */
const sentence = v.union([text, v.strictObject({ text, confirmed: v.literal(false) })])
export type Sentence = v.InferOutput<typeof sentence>

export const sentences = v.pipe(v.array(sentence), v.nonEmpty())
const unconfirmed = v.exactOptional(v.literal(false))

/** What to do, one thing after the other. */
export const steps = v.pipe(
	v.array(v.strictObject({ do: text, text: sentence, when: sentence, confirmed: unconfirmed })),
	v.minLength(3),
	v.maxLength(6),
)

export const risks = v.array(v.strictObject({ risk: sentence, lower: sentence, confirmed: unconfirmed }))

const details = v.strictObject({
	who: sentences,
	conditions: v.array(v.strictObject({ ask: text, if: text, confirmed: unconfirmed })),
	deadline: sentences,
	steps,
	write: sentences,
	risks,
	after: sentences,
	ifNo: sentences,
	together: sentences,
	example: v.nullable(v.strictObject({ text, source: text, confirmed: unconfirmed })),
	law: v.array(
		v.strictObject({ ref: text, says: sentence, document: v.nullable(text), confirmed: unconfirmed }),
	),
})
export type MechanismDetails = v.InferOutput<typeof details>

/** First layer, one phone screen, in the six languages; `details` is the second and third, where it is written. */
export const mechanismText = v.strictObject({
	name: text,
	official: sentence,
	goodFor: sentence,
	notFor: sentence,
	speed: sentence,
	yourName: sentence,
	courtFirst: sentence,
	cost: sentence,
	can: sentences,
	cannot: sentences,
	details: v.exactOptional(details),
})
export type MechanismText = v.InferOutput<typeof mechanismText>
