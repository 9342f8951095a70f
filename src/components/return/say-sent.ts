import { say } from '#components/say.ts'
import type { Sent } from '#browser/reporter/thread-journey.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** Why something was not stored, in words for the person. */
export function saySendFailure(
	{ because, detail }: Extract<Sent, { ok: false }>,
	words: InterfaceWords['return'],
): string {
	switch (because) {
		case 'line-cut':
			return words.sendLine
		case 'unconfirmed':
			return words.fileAltered
		case 'gone':
			return words.sendGone
		case 'full':
			return words.sendFull
		case 'unavailable':
			return words.sendUnavailable
		case 'refused':
			return say(words.sendOther, { because: detail })
	}
}
