import type { LetterMaterial } from '#components/letters/letter-material.ts'
import { say, sayCount, sayDay } from '#components/say.ts'
import type { Note } from '#domain/finder/reasons.ts'
import type { Language } from '#domain/languages.ts'
import type { LetterRefusal } from '#domain/letters/judge-letter.ts'

/** Why a letter may be refused, in the reader's words. */
export function sayRefusal(
	refusal: LetterRefusal,
	{ screen, find, facts }: LetterMaterial,
	language: Language,
): string {
	const sentences: Readonly<Record<LetterRefusal, string>> = {
		...screen.refusals,
		...find.closed,
		...find.later,
	}
	return say(sentences[refusal], { day: sayDay(facts.asOf, language) })
}

export function sayNote(note: Note, { find: { notes } }: LetterMaterial, language: Language): string {
	switch (note.say) {
		case 'deadline-unknown':
			return sayCount(notes[note.say], note.months, language)
		case 'deadline':
		case 'deadline-near':
			return say(notes[note.say], { day: sayDay(note.day, language) })
		default:
			return notes[note.say]
	}
}
