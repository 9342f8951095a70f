import drawingsFile from '#content/facts/drawings.json' with { type: 'json' }
import { drawingFacts, type StepPicture } from '#contract/drawing-facts.ts'
import { readPage } from '#contract/read-page.ts'

const drawings = readPage(drawingFacts, 'facts/drawings', drawingsFile)

/**
 * The pictures of a mechanism's steps, or of a topic's, in their order.
 * @throws RangeError when nobody chose them
 */
export function picturesOf(of: 'steps' | 'topics', id: string): readonly StepPicture[] {
	const chosen = drawings[of][id]
	if (chosen === undefined) throw new RangeError(`no pictures for the steps of ${id}`)
	return chosen
}
