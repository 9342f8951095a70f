import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import type { Founding } from '#browser/desk/setup/found-team.ts'
import { MemberDraft } from '#browser/desk/setup/member-draft.svelte.ts'
import { today } from '#browser/desk/today.ts'
import type { Language } from '#domain/languages.ts'
import type { Card, DeskKind, Weekday } from '#domain/roster/roster.ts'
import { newSecret, toWords, type WordList } from '#vault/words.ts'

/** Everything the set-up asks, as typed so far. Secrets are drawn once and forgotten with the page. */
export class FoundingDraft {
	name = $state('')
	kind: DeskKind | null = $state(null)
	languages: Language[] = $state([])
	days: Weekday[] = $state(['mon', 'tue', 'wed', 'thu', 'fri'])
	answerWithinDays: number | null = $state(3)
	checkWordsAt = $state('')
	wantsRecovery: boolean | null = $state(null)
	recoveryBack = $state('')
	rootBack = $state(['', ''])
	readonly founder: MemberDraft
	readonly recovery = newSecret('recovery', randomBytes(32))
	readonly root = newSecret('root', randomBytes(32))
	/** The two words of the root asked back: one of each half, counted from 0. */
	readonly rootPlaces: readonly [number, number]
	readonly #nonce = bytesToHex(randomBytes(16))
	readonly #day = today()

	constructor(list: WordList) {
		this.founder = new MemberDraft(list)
		this.languages = [list.language]
		const [one = 0, other = 0] = randomBytes(2)
		this.rootPlaces = [one % 12, 12 + (other % 12)]
	}

	get rootWords(): string[] {
		return toWords(this.root, 'root', this.founder.list)
	}

	card(kind: DeskKind): Card {
		return {
			name: this.name.trim(),
			kind,
			languages: [...this.languages],
			days: [...this.days],
			answerWithinDays: this.answerWithinDays ?? 0,
			checkWordsAt: this.checkWordsAt.trim(),
		}
	}

	/** @throws RangeError before the kind of team is chosen */
	get founding(): Founding {
		if (this.kind === null) throw new RangeError('no kind of team was chosen')
		return {
			card: this.card(this.kind),
			nonce: this.#nonce,
			day: this.#day,
			root: this.root,
			recovery: this.wantsRecovery === true ? this.recovery : null,
			founder: this.founder.member,
		}
	}

	/** Forgets what exists on paper now. */
	forget(): void {
		for (const secret of [this.root, this.recovery]) secret.fill(0)
		this.recoveryBack = ''
		this.rootBack = ['', '']
		this.founder.forget()
	}
}
