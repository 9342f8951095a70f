import { drawMemberSecret, drawSheet, type NewMember } from '#browser/desk/new-member.ts'
import { drawPassphrase } from '#browser/desk/passphrase.ts'
import type { Label } from '#domain/roster/roster.ts'
import type { WordList } from '#vault/words.ts'

/** What somebody types on the way to becoming a member. It outlives every error and every step back. */
export class MemberDraft {
	name = $state('')
	login = $state('')
	label: Label = $state('case-worker')
	passphrase = $state('')
	passphraseBack = $state('')
	sheetBack = $state('')
	readonly sheet = drawSheet()
	readonly #secret = drawMemberSecret()
	readonly list: WordList

	constructor(list: WordList) {
		this.list = list
		this.drawPassphrase()
	}

	drawPassphrase(): void {
		this.passphrase = drawPassphrase(this.list)
		this.passphraseBack = ''
	}

	get member(): NewMember {
		const { label, passphrase, sheet } = this
		return {
			name: this.name.trim(),
			login: this.login.trim(),
			label,
			passphrase,
			sheet,
			secret: this.#secret,
		}
	}

	/** Forgets what exists on paper and in the unlocked desk now. */
	forget(): void {
		for (const secret of [this.sheet, this.#secret.age, this.#secret.sign]) secret.fill(0)
		this.passphrase = ''
		this.passphraseBack = ''
		this.sheetBack = ''
	}
}
