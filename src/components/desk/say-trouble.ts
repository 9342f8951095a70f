import { type Trouble, troubleOf } from '#browser/desk/trouble.ts'
import type { DeskPageContext } from '#components/desk/desk-page.ts'

type Words = Pick<DeskPageContext, 'desk' | 'refusals'>

/**
 * The sentence that tells a member what went wrong and what to do.
 * @throws the error itself when it is not one of those that may happen
 */
export function sayTrouble(error: unknown, words: Words): string {
	return sentenceOf(troubleOf(error), words)
}

function sentenceOf(trouble: Trouble, { desk, refusals }: Words): string {
	switch (trouble.of) {
		case 'line':
			return desk.lineTrouble[trouble.because]
		case 'server':
			return refusals[trouble.because]
		case 'roster':
			return desk.rosterRefusal[trouble.because]
		case 'unlock':
			return desk.unlockRefusal[trouble.because]
		case 'passkey':
			return desk.passkeyFailure[trouble.because]
	}
}
