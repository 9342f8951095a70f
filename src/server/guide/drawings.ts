import * as v from 'valibot'
import drawingsFile from '#content/facts/drawings.json' with { type: 'json' }
import { drawingFacts, type StepPicture } from '#contract/drawing-facts.ts'

const { steps } = v.parse(drawingFacts, drawingsFile)

/** The pictures of a mechanism's steps, in their order. @throws RangeError when nobody chose them */
export function picturesOf(id: string): readonly StepPicture[] {
	const chosen = steps[id]
	if (chosen === undefined) throw new RangeError(`no pictures for the steps of ${id}`)
	return chosen
}
