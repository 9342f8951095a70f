import { sayEither } from '#components/return/say-either.ts'
import { say, sayList } from '#components/say.ts'
import { type Consent, type Permission, permissions } from '#domain/consent/consent.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The person's choice given back in plain sentences: what the team may do, only after asking, and never. */
export function sayPermissions(
	consent: Consent,
	language: InterfaceLanguage,
	words: InterfaceWords['return'],
): string {
	const { may, asking, mayNot } = permissions(consent)
	const named = (list: readonly Permission[]) => list.map((permission) => words.permissions[permission])
	const sentences = [say(words.sentenceMay, { list: sayList(named(may), language) })]
	if (asking.length > 0)
		sentences.push(say(words.sentenceAsking, { list: sayEither(named(asking), language) }))
	if (mayNot.length > 0)
		sentences.push(say(words.sentenceMayNot, { list: sayEither(named(mayNot), language) }))
	return sentences.join(language === 'zh' ? '' : ' ')
}
