import { type Correction, isAboutState } from '#contract/corrections.ts'
import type { FinderData, WayText } from '#contract/found-page.ts'
import { ELSEWHERE_BODIES } from '#domain/finder/judge-elsewhere.ts'
import type { Language } from '#domain/languages.ts'
import { acceptanceChecked, factsWith, mechanisms, mechanismsChecked } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'
import { sayAcceptance } from '#server/guide/page-notes.ts'

/** What the finder judges by and says, in one language; the same for this server's answers and for a browser's own. */
export function finderData(language: Language, corrections: readonly Correction[]): FinderData {
	return {
		facts: factsWith(corrections).finderFacts,
		ways: Object.fromEntries(
			mechanisms.map(({ id, languages }) => [id, wayText(language, id, languages ?? null, corrections)]),
		),
		checks: [
			{ of: 'page', nextCheck: mechanismsChecked.nextCheck },
			{ of: 'acceptance', nextCheck: acceptanceChecked.nextCheck },
		],
		corrected: corrections.flatMap((one) => correctedBy(one, language)),
	}
}

function correctedBy(one: Correction, language: Language): FinderData['corrected'] {
	if (isAboutState(one))
		return sayAcceptance(language, one, () => true).map((shown) => ({ state: one.state, shown }))
	if (one.language !== language) return []
	return [{ state: null, shown: { is: 'text', on: one.on, from: one.source, text: one.text } }]
}

/** Where the same matter may have been taken, under the names on the letters of these bodies. */
export function otherBodies(language: Language): readonly { id: string; name: string }[] {
	return ELSEWHERE_BODIES.map((id) => {
		const { official } = mechanismTextOf(language, id)
		return { id, name: typeof official === 'string' ? official : official.text }
	})
}

function wayText(
	language: Language,
	id: string,
	languages: WayText['languages'],
	corrections: readonly Correction[],
): WayText {
	const { name, can, cannot, yourName, speed } = mechanismTextOf(language, id, corrections)
	const [canFirst] = can
	const [cannotFirst] = cannot
	if (canFirst === undefined || cannotFirst === undefined) throw new RangeError(`${id} says too little`)
	return { name, can: canFirst, cannot: cannotFirst, yourName, speed, languages }
}
