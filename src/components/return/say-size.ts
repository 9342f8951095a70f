import { say } from '#components/say.ts'
import type { InterfaceLanguage } from '#domain/languages.ts'
import type { InterfaceWords } from '#server/words/interface-words.ts'

const KILO = 1000
const MEGA = 1_000_000

/** A size as phones show it, for example "340 KB" or "2.4 MB". Latin digits everywhere. */
export function saySize(bytes: number, language: InterfaceLanguage, words: InterfaceWords['return']): string {
	const locale = language === 'ar' ? 'ar-u-nu-latn' : language
	const format = new Intl.NumberFormat(locale, { maximumFractionDigits: bytes < MEGA ? 0 : 1 })
	return bytes < MEGA
		? say(words.bytes, { number: format.format(Math.ceil(bytes / KILO)) })
		: say(words.megabytes, { number: format.format(bytes / MEGA) })
}
