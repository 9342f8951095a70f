import type { Language } from '#domain/languages.ts'

const files = import.meta.glob<{ default: unknown }>(
	'../../../content/*/guide/{acts,rights,mandates,countries,glossary,mechanisms/*}.json',
	{ eager: true },
)

/**
 * One file of the guide as it was written, not yet checked.
 * @param name as `acts`, or `mechanisms/ua_ced`
 * @throws RangeError when nobody wrote it in this language
 */
export function guideFile(language: Language, name: string): unknown {
	const file = files[`../../../content/${language}/guide/${name}.json`]
	if (file === undefined) throw new RangeError(`nobody wrote ${name} in ${language}`)
	return file.default
}
