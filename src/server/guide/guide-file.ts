import { type Correction, correctedTexts, correctionsOf } from '#contract/corrections.ts'
import type { Language } from '#domain/languages.ts'

// As they were written, and read when they are asked for: parsed, the six languages would lie in memory twice.
const files = import.meta.glob<string>(
	'../../../content/*/guide/{acts,rights,mandates,countries,library,glossary,theme-words,treaties,mechanisms/*,part/*}.json',
	{ eager: true, query: '?raw', import: 'default' },
)

/**
 * One file of the guide as it was written, not yet checked.
 * @param name as `acts`, or `mechanisms/ua_ced`
 * @throws RangeError when nobody wrote it in this language
 */
export function guideFile(language: Language, name: string): unknown {
	const file = files[`../../../content/${language}/guide/${name}.json`]
	if (file === undefined) throw new RangeError(`nobody wrote ${name} in ${language}`)
	return JSON.parse(file)
}

/**
 * One file of the guide, read; again where the host of this site corrected a sentence of it.
 * @param read checks its shape; `published` is what it made of the file as it was written
 */
export function correctedFile<Read>(
	language: Language,
	name: string,
	corrections: readonly Correction[],
	{ published, read }: { published: Read; read: (file: unknown) => Read },
): Read {
	const own = correctionsOf(corrections, language, name)
	return own.length === 0 ? published : read(correctedTexts(guideFile(language, name), own))
}
