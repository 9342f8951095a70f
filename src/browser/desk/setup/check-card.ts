import { linesOf } from '#browser/desk/setup/card-lines.ts'
import type { ContactDraft, WordsDraft } from '#browser/desk/setup/card-parts.svelte.ts'
import { CARD_LONGEST, MOST_CARD_LINES } from '#domain/roster/judge-card.ts'

export type CardGap = 'tooManyLines' | 'lineTooLong' | 'contactIncomplete'

type ContactStep = Pick<ContactDraft, 'name' | 'reach' | 'languages' | 'days' | 'dayAndNight' | 'from' | 'to'>
type CardStep = {
	words: readonly Pick<WordsDraft, 'can' | 'cannot'>[]
	contacts: readonly ContactStep[]
}

/** What of the card's own words and contacts cannot be signed, by the key of its sentence in card-form.json. */
export function gapsOfCard({ words, contacts }: CardStep): CardGap[] {
	const lists = words.flatMap(({ can, cannot }) => [linesOf(can), linesOf(cannot)])
	const gaps: [boolean, CardGap][] = [
		[lists.some((lines) => lines.length > MOST_CARD_LINES), 'tooManyLines'],
		[lists.flat().some((line) => line.length > CARD_LONGEST.line), 'lineTooLong'],
		[contacts.some((contact) => isIncomplete(contact)), 'contactIncomplete'],
	]
	return gaps.flatMap(([isThere, gap]) => (isThere ? [gap] : []))
}

function isIncomplete({ name, reach, languages, days, dayAndNight, from, to }: ContactStep): boolean {
	const isUnsaid = [name, reach].some((typed) => typed.trim() === '')
	const isNever = !dayAndNight && [from, to].includes('')
	return isUnsaid || isNever || languages.length === 0 || days.length === 0
}
