import * as v from 'valibot'
import treatiesFile from '#content/facts/treaties.json' with { type: 'json' }
import { readPage } from '#contract/read-page.ts'
import { treatyFacts, treatyNames } from '#contract/treaty-facts.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { acceptedTreaties } from '#server/guide/facts.ts'
import { guideFile } from '#server/guide/guide-file.ts'

export type Treaty = { code: string; name: string; opens: readonly string[] }

const facts = readPage(treatyFacts, 'facts/treaties', treatiesFile).treaties
const titles = v.record(v.string(), v.object({ title: v.string() }))
const treaties = new Map(LANGUAGES.map((language) => [language, readTreaties(language)]))

/** The treaties States are asked about, each with its name and the mechanisms it sets up. */
export function treatiesIn(language: Language): readonly Treaty[] {
	return treaties.get(language) ?? []
}

/** @throws RangeError naming the treaty of which something is missing */
function readTreaties(language: Language): Treaty[] {
	const documents = readPage(titles, `${language}/guide/library`, guideFile(language, 'library'))
	const names = readPage(treatyNames, `${language}/guide/treaties`, guideFile(language, 'treaties'))
	const unknown = acceptedTreaties.filter((code) => facts[code] === undefined)
	if (unknown.length > 0) throw new RangeError(`nobody wrote down what ${unknown.join(', ')} opens`)
	return Object.entries(facts).map(([code, { document, opens }]) => {
		const name = document === null ? names[code] : documents[document]?.title
		if (name === undefined) throw new RangeError(`no name of ${code} in ${language}`)
		return { code, name, opens }
	})
}
