import type { Language } from '#domain/languages.ts'
import type { Card, DeskKind, Weekday } from '#domain/roster/roster.ts'

const EMPTY = { name: '', kind: null, languages: [], days: [], answerWithinDays: 3, checkWordsAt: '' }

/** What a team says of itself, while somebody is writing it. */
export class CardDraft {
	name = $state('')
	kind: DeskKind | null = $state(null)
	languages: Language[] = $state([])
	days: Weekday[] = $state([])
	/** Null while the field is empty. */
	answerWithinDays: number | null = $state(null)
	checkWordsAt = $state('')

	constructor(card: Card | (Omit<Card, 'kind'> & { kind: null }) = EMPTY) {
		this.name = card.name
		this.kind = card.kind
		this.languages = [...card.languages]
		this.days = [...card.days]
		this.answerWithinDays = card.answerWithinDays
		this.checkWordsAt = card.checkWordsAt
	}

	/** @throws RangeError while kind or days are missing; `gapsOfTeam` and `gapsOfDays` say so before */
	get card(): Card {
		if (this.kind === null || this.answerWithinDays === null) throw new RangeError('the card is not complete')
		return {
			name: this.name.trim(),
			kind: this.kind,
			languages: [...this.languages],
			days: [...this.days],
			answerWithinDays: this.answerWithinDays,
			checkWordsAt: this.checkWordsAt.trim(),
		}
	}
}
