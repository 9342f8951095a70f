import type { Language } from '#domain/languages.ts'

/** Several things in one sentence: "a, b and c", or "a, b or c". */
export function sayList(things: readonly string[], language: Language, type: 'and' | 'or'): string {
	const style = type === 'and' ? 'conjunction' : 'disjunction'
	return new Intl.ListFormat(language, { type: style }).format(things)
}
