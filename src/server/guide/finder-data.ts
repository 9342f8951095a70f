import type { FinderData, WayText } from '#contract/found-page.ts'
import { ELSEWHERE_BODIES } from '#domain/finder/judge-elsewhere.ts'
import type { Language } from '#domain/languages.ts'
import { finderFacts, mechanisms } from '#server/guide/facts.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'

/** What the finder judges by and says, in one language; the same for this server's answers and for a browser's own. */
export function finderData(language: Language): FinderData {
	return {
		facts: finderFacts,
		ways: Object.fromEntries(
			mechanisms.map(({ id, languages }) => [id, wayText(language, id, languages ?? null)]),
		),
	}
}

/** Where the same matter may have been taken, under the names on the letters of these bodies. */
export function otherBodies(language: Language): readonly { id: string; name: string }[] {
	return ELSEWHERE_BODIES.map((id) => {
		const { official } = mechanismTextOf(language, id)
		return { id, name: typeof official === 'string' ? official : official.text }
	})
}

function wayText(language: Language, id: string, languages: WayText['languages']): WayText {
	const { name, can, cannot, yourName, speed } = mechanismTextOf(language, id)
	const [canFirst] = can
	const [cannotFirst] = cannot
	if (canFirst === undefined || cannotFirst === undefined) throw new RangeError(`${id} says too little`)
	return { name, can: canFirst, cannot: cannotFirst, yourName, speed, languages }
}
