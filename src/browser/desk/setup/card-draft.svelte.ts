import { ContactDraft, WordsDraft } from '#browser/desk/setup/card-parts.svelte.ts'
import type { Day } from '#domain/days.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import type { Card, DeskKind, Weekday } from '#domain/roster/roster.ts'

const EMPTY = {
	name: '',
	kind: null,
	languages: [],
	days: [],
	answerWithinDays: 3,
	checkWordsAt: '',
	words: [],
	contacts: [],
}

/** What a team says of itself, while somebody is writing it. */
export class CardDraft {
	name = $state('')
	kind: DeskKind | null = $state(null)
	languages: Language[] = $state([])
	days: Weekday[] = $state([])
	/** Null while the field is empty. */
	answerWithinDays: number | null = $state(null)
	checkWordsAt = $state('')
	/** One for each language of the service, in its order; those left empty are not on the card. */
	readonly words: readonly WordsDraft[]
	contacts: ContactDraft[] = $state([])

	/** @param today day on which a contact that is added or changed counts as confirmed */
	constructor(today: Day, card: Card | (Omit<Card, 'kind'> & { kind: null }) = EMPTY) {
		this.name = card.name
		this.kind = card.kind
		this.languages = [...card.languages]
		this.days = [...card.days]
		this.answerWithinDays = card.answerWithinDays
		this.checkWordsAt = card.checkWordsAt
		this.words = LANGUAGES.map(
			(language) => new WordsDraft(language, card.words.find((said) => said.language === language) ?? null),
		)
		this.contacts = card.contacts.map((contact) => new ContactDraft(today, contact))
	}

	/** A contact counts as confirmed on the day it is written. */
	addContact(today: Day): void {
		this.contacts.push(new ContactDraft(today))
	}

	removeContact(contact: ContactDraft): void {
		this.contacts = this.contacts.filter((one) => one !== contact)
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
			words: this.words.filter(({ isEmpty }) => !isEmpty).map(({ said }) => said),
			contacts: this.contacts.map(({ contact }) => contact),
		}
	}
}
