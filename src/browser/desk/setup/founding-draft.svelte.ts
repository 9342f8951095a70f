import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { drawRecovery } from '#browser/desk/members/recovery-key.ts'
import { CardDraft } from '#browser/desk/setup/card-draft.svelte.ts'
import type { Founding } from '#browser/desk/setup/found-team.ts'
import { MemberDraft } from '#browser/desk/setup/member-draft.svelte.ts'
import { today } from '#browser/today.ts'
import { newSecret, toWords, type WordList } from '#vault/words.ts'

const WORKING_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

/** Everything the set-up asks, as typed so far. Secrets are drawn once and forgotten with the page. */
export class FoundingDraft {
	readonly card: CardDraft
	readonly founder: MemberDraft
	wantsRecovery: boolean | null = $state(null)
	recoveryBack = $state('')
	rootBack = $state(['', ''])
	readonly recovery = drawRecovery()
	readonly root = newSecret('root', randomBytes(32))
	/** The two words of the root asked back: one of each half, counted from 0. */
	readonly rootPlaces: readonly [number, number]
	readonly #nonce = bytesToHex(randomBytes(16))
	readonly #day = today()

	constructor(list: WordList) {
		this.card = new CardDraft(this.#day)
		this.card.languages = [list.language]
		this.card.days = [...WORKING_DAYS]
		this.founder = new MemberDraft(list)
		const [one = 0, other = 0] = randomBytes(2)
		this.rootPlaces = [one % 12, 12 + (other % 12)]
	}

	get rootWords(): string[] {
		return toWords(this.root, 'root', this.founder.list)
	}

	/** @throws RangeError while the card is not complete */
	get founding(): Founding {
		return {
			card: this.card.card,
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
