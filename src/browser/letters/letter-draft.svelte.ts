import type { Consent } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import type { Facts } from '#domain/finder/facts.ts'
import { composeLetter, type Letter, type LetterWords } from '#domain/letters/compose-letter.ts'
import { judgeLetter, type Judgement } from '#domain/letters/judge-letter.ts'
import {
	type ChoiceItem,
	type DayItem,
	type ElsewherePlace,
	isAnswered,
	type LetterAnswers,
	type LetterItem,
	type LetterKind,
	type LetterLanguage,
	NO_ANSWERS,
	TEXT_ITEMS,
	type TextItem,
} from '#domain/letters/letter-items.ts'
import { missingIn, type OutlineSection, outlineOf } from '#domain/letters/letter-outline.ts'
import { judgeUses, type JudgedUse, mayLeave } from '#domain/letters/letter-uses.ts'
import { prefillFrom, type Told, withEdits } from '#domain/letters/prefill-letter.ts'
import type { UncertainDate } from '#domain/threads/records.ts'

/** What a letter starts from. */
export type LetterStart = {
	told: (language: LetterLanguage) => readonly Told[]
	/** What the person allowed the team; null on their own device, where they decide as they write. */
	consent: Consent | null
	/** Null on a person's own device, where nothing waits for them. */
	keeper: LetterKeeper | null
}

/** What somebody chose and wrote of a letter, without what was taken over for them. */
export type WrittenLetter = {
	kind: LetterKind | null
	language: LetterLanguage
	saidYes: boolean
	/** Null: nothing was answered yet. */
	answers: LetterAnswers | null
}

/** Where a letter waits while the page is locked. */
export type LetterKeeper = {
	/** Null: none was begun. */
	read: () => WrittenLetter | null
	/** @param written null: it was thrown away */
	keep: (written: WrittenLetter | null) => void
}

/** A letter while somebody makes it: in the memory of this page and nowhere else. */
export class LetterDraft {
	#kind: LetterKind | null = $state(null)
	language: LetterLanguage = $state('en')
	/** Whether the person was asked about this very letter and said yes. */
	saidYes = $state(false)
	#edits: LetterAnswers = $state.raw(NO_ANSWERS)
	readonly #start: () => LetterStart
	readonly #facts: Facts
	readonly #words: Readonly<Record<LetterLanguage, LetterWords>>
	readonly #today: Day

	/** @param start as it stands now: what the person allows can become less while somebody writes */
	constructor(
		start: () => LetterStart,
		facts: Facts,
		words: Readonly<Record<LetterLanguage, LetterWords>>,
		language: LetterLanguage,
		today: Day,
	) {
		this.#start = start
		this.#facts = facts
		this.#words = words
		this.language = language
		this.#today = today
		const { keeper } = start()
		if (keeper !== null) this.#goOnWith(keeper.read())
	}

	readonly #before: LetterAnswers = $derived.by(() =>
		prefillFrom(this.#start().told(this.language), (when) => sayWhen(when, this.#words[this.language])),
	)

	readonly answers: LetterAnswers = $derived.by(() => withEdits(this.#before, this.#edits))

	readonly judgement: Judgement = $derived.by(() =>
		this.kind === null
			? { refusals: [], notes: [], interim: false }
			: judgeLetter(this.kind, this.answers, this.#facts, this.#today),
	)

	readonly sections: readonly OutlineSection[] = $derived.by(() =>
		this.kind === null ? [] : outlineOf(this.kind, this.answers, this.judgement),
	)

	readonly missing: readonly LetterItem[] = $derived.by(() => missingIn(this.sections, this.answers))

	readonly uses: readonly JudgedUse[] = $derived.by(() => {
		const { consent } = this.#start()
		return this.kind === null || consent === null ? [] : judgeUses(this.kind, this.answers, consent)
	})

	/** Whether the text may leave as it stands. On their own device that is the person's to say. */
	readonly cleared: boolean = $derived.by(() => {
		const { consent } = this.#start()
		return consent === null || mayLeave(this.uses, consent, this.saidYes)
	})

	readonly letter: Letter | null = $derived.by(() =>
		this.kind === null
			? null
			: composeLetter(this.kind, this.answers, this.judgement, this.#words[this.language], this.cleared),
	)

	/** Whether something would be lost with this page. */
	get changed(): boolean {
		return this.#edits !== NO_ANSWERS
	}

	get kind(): LetterKind | null {
		return this.#kind
	}

	/** Who said yes to a letter to one body has not said yes to another. */
	set kind(kind: LetterKind | null) {
		if (kind !== this.#kind) this.saidYes = false
		this.#kind = kind
	}

	/** What it takes to go on later; null while there is nothing to go on with. */
	get written(): WrittenLetter | null {
		if (this.kind === null && !this.changed) return null
		const { kind, language, saidYes } = this
		return { kind, language, saidYes, answers: this.changed ? this.#edits : null }
	}

	/** Whether the boxes hold words of the thread. */
	get takesOver(): boolean {
		return TEXT_ITEMS.some((item) => isAnswered(item, this.#before))
	}

	write(item: TextItem, text: string): void {
		this.#edits = { ...this.#edits, texts: { ...this.#edits.texts, [item]: text } }
	}

	/** @param chosen null takes the answer back */
	choose(item: ChoiceItem, chosen: string | null): void {
		this.#edits = { ...this.#edits, choices: { ...this.#edits.choices, [item]: chosen ?? undefined } }
	}

	setDay(item: DayItem, day: Day | null): void {
		this.#edits = { ...this.#edits, days: { ...this.#edits.days, [item]: day ?? undefined } }
	}

	setCountry(country: string | null): void {
		this.#edits = { ...this.#edits, country }
	}

	setElsewhere(elsewhereAt: readonly ElsewherePlace[] | null): void {
		this.#edits = { ...this.#edits, elsewhereAt }
	}

	#goOnWith(written: WrittenLetter | null): void {
		if (written === null) return
		this.kind = written.kind
		this.language = written.language
		this.saidYes = written.saidYes
		if (written.answers !== null) this.#edits = written.answers
	}
}

function sayWhen({ earliest, latest }: UncertainDate, { sayDay, between }: LetterWords): string {
	if (earliest === latest) return sayDay(earliest)
	return between.replace('{from}', sayDay(earliest)).replace('{to}', sayDay(latest))
}
