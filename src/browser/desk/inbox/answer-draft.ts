import * as v from 'valibot'
import { STAGES } from '#domain/threads/stages.ts'

const draft = v.object({
	text: v.string(),
	stage: v.picklist(STAGES),
	nextStep: v.string(),
	/** As the date field holds it; empty for no promise. */
	promised: v.string(),
})

/** An answer that is being written. */
export type AnswerDraft = v.InferOutput<typeof draft>

/** The draft as one text, to be kept with the other unsent texts. */
export function draftText(written: AnswerDraft): string {
	return JSON.stringify(written)
}

/** The draft kept, or an empty one with what is proposed. */
export function readDraft(kept: string, proposed: Pick<AnswerDraft, 'stage' | 'promised'>): AnswerDraft {
	return kept === '' ? { text: '', nextStep: '', ...proposed } : v.parse(draft, JSON.parse(kept))
}
