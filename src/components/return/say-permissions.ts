import { say } from '#components/say.ts'
import { sayList } from '#components/return/say-list.ts'
import { type Consent, type Permission, permissions } from '#domain/consent/consent.ts'
import type { Language } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

/** The person's choice given back in plain sentences: what the team may do, only after asking, and never. */
export function sayPermissions(
	consent: Consent,
	language: Language,
	words: InterfaceWords['return'],
): string {
	const { may, asking, mayNot } = permissions(consent)
	const sentence = (form: string, list: readonly Permission[], type: 'and' | 'or') =>
		list.length === 0
			? []
			: [
					say(form, {
						list: sayList(
							list.map((permission) => words.permissions[permission]),
							language,
							type,
						),
					}),
				]
	return [
		...sentence(words.sentenceMay, may, 'and'),
		...sentence(words.sentenceAsking, asking, 'or'),
		...sentence(words.sentenceMayNot, mayNot, 'or'),
	].join(language === 'zh' ? '' : ' ')
}
