import type { InterfaceLanguage } from '#domain/languages.ts'

/** Several things of which none or any one is meant: "a, b or c". */
export function sayEither(things: readonly string[], language: InterfaceLanguage): string {
	return new Intl.ListFormat(language, { type: 'disjunction' }).format(things)
}
