import { linesOf } from '#browser/desk/setup/card-lines.ts'
import type { Day } from '#domain/days.ts'
import type { Language } from '#domain/languages.ts'
import { type CardWords, type EmergencyContact, type Weekday, WEEKDAYS } from '#domain/roster/roster.ts'

/** What a team says in one language, while somebody is writing it. */
export class WordsDraft {
	readonly language: Language
	/** Each thing on a line of its own. */
	can = $state('')
	cannot = $state('')
	obliged = $state('')

	constructor(language: Language, said: CardWords | null) {
		this.language = language
		if (said === null) return
		this.can = said.can.join('\n')
		this.cannot = said.cannot.join('\n')
		this.obliged = said.obliged
	}

	get isEmpty(): boolean {
		return [this.can, this.cannot, this.obliged].every((typed) => typed.trim() === '')
	}

	get said(): CardWords {
		return {
			language: this.language,
			can: linesOf(this.can),
			cannot: linesOf(this.cannot),
			obliged: linesOf(this.obliged).join(' '),
		}
	}
}

/** People who can act today, while somebody is writing how to reach them. */
export class ContactDraft {
	name = $state('')
	reach = $state('')
	languages: Language[] = $state([])
	days: Weekday[] = $state([...WEEKDAYS])
	dayAndNight = $state(true)
	from = $state('08:00')
	to = $state('18:00')
	readonly #before: EmergencyContact | null
	readonly #today: Day

	/** @param today day on which a changed contact counts as confirmed */
	constructor(today: Day, contact: EmergencyContact | null = null) {
		this.#today = today
		this.#before = contact
		if (contact === null) return
		this.name = contact.name
		this.reach = contact.reach
		this.languages = [...contact.languages]
		this.days = [...contact.days]
		this.dayAndNight = contact.hours === null
		this.from = contact.hours?.from ?? this.from
		this.to = contact.hours?.to ?? this.to
	}

	/** Left as it was, it keeps the day it was confirmed; whoever changes it has just asked. */
	get contact(): EmergencyContact {
		const now = {
			name: this.name.trim(),
			reach: this.reach.trim(),
			languages: [...this.languages],
			days: [...this.days],
			hours: this.dayAndNight ? null : { from: this.from, to: this.to },
		}
		const before = this.#before
		return { ...now, confirmed: before !== null && isSame(now, before) ? before.confirmed : this.#today }
	}
}

type Reachable = Omit<EmergencyContact, 'confirmed'>

function isSame(one: Reachable, other: Reachable): boolean {
	const told = ({ name, reach, languages, days, hours }: Reachable) =>
		JSON.stringify([name, reach, languages, days, hours?.from, hours?.to])
	return told(one) === told(other)
}
