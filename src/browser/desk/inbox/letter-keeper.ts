import * as v from 'valibot'
import type { UnsentTexts } from '#browser/desk/unsent-texts.ts'
import type { LetterKeeper, WrittenLetter } from '#browser/letters/letter-draft.svelte.ts'
import { day } from '#contract/shapes.ts'
import {
	CHOICES,
	ELSEWHERE_BODIES,
	LETTER_KINDS,
	LETTER_LANGUAGES,
	TEXT_ITEMS,
} from '#domain/letters/letter-items.ts'

/** Null: the answer was taken back. JSON leaves out what is undefined, and what was taken over would come back. */
function taken<Answer extends v.GenericSchema>(answer: Answer) {
	return v.optional(
		v.pipe(
			v.nullable(answer),
			v.transform((value) => value ?? undefined),
		),
	)
}

const choices = v.strictObject({
	committee: taken(v.picklist(CHOICES.committee)),
	topic: taken(v.picklist(CHOICES.topic)),
	by: taken(v.picklist(CHOICES.by)),
	danger: taken(v.picklist(CHOICES.danger)),
	harm: taken(v.picklist(CHOICES.harm)),
	continuing: taken(v.picklist(CHOICES.continuing)),
	unBody: taken(v.picklist(CHOICES.unBody)),
	remediesState: taken(v.picklist(CHOICES.remediesState)),
	knowledge: taken(v.picklist(CHOICES.knowledge)),
	consent: taken(v.picklist(CHOICES.consent)),
	stateName: taken(v.picklist(CHOICES.stateName)),
	publicName: taken(v.picklist(CHOICES.publicName)),
	companyName: taken(v.picklist(CHOICES.companyName)),
	speaksAs: taken(v.picklist(CHOICES.speaksAs)),
	senderNamed: taken(v.picklist(CHOICES.senderNamed)),
})

const answers = v.strictObject({
	country: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
	texts: v.record(v.picklist(TEXT_ITEMS), v.string()),
	choices,
	days: v.strictObject({ lastDay: taken(day), finalDay: taken(day) }),
	elsewhereAt: v.nullable(
		v.array(
			v.strictObject({ body: v.picklist(ELSEWHERE_BODIES), state: v.picklist(['pending', 'finished']) }),
		),
	),
})

const letter = v.strictObject({
	kind: v.nullable(v.picklist(LETTER_KINDS)),
	language: v.picklist(LETTER_LANGUAGES),
	saidYes: v.boolean(),
	answers: v.nullable(answers),
})

/**
 * The letter out of one thread, kept with the member's other unsent texts: in the memory of the tab, sealed to the
 * member while the desk is locked.
 */
export function letterKeeper(unsent: UnsentTexts, thread: string): LetterKeeper {
	const place = `letter ${thread}`
	return {
		read: () => {
			const kept = unsent.read(place)
			return kept === '' ? null : readLetter(kept)
		},
		keep: (written) => {
			unsent.keep(place, written === null ? '' : letterText(written))
		},
	}
}

function letterText(written: WrittenLetter): string {
	return JSON.stringify(written, (_, value: unknown) => value ?? null)
}

/** @throws ValiError when it is not a whole letter: half of one is none */
function readLetter(kept: string): WrittenLetter {
	return v.parse(letter, JSON.parse(kept))
}
