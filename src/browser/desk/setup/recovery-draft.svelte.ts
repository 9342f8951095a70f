import { drawRecovery } from '#browser/desk/members/recovery-key.ts'
import type { WordList } from '#vault/words.ts'

/** A new recovery key on its way into the roster. */
export class RecoveryDraft {
	back = $state('')
	rootWords = $state('')
	readonly seed = drawRecovery()
	readonly list: WordList

	constructor(list: WordList) {
		this.list = list
	}
}
