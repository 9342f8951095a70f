import { COMPLAINTS, type ElsewhereRule, type StateFacts } from '#domain/finder/facts.ts'
import type { Note } from '#domain/finder/reasons.ts'
import type { Elsewhere } from '#domain/finder/situation.ts'

// Who counts as "another procedure" was read from decisions of the Committees themselves: the special procedures and
// the search for the disappeared never do, courts and complaints always do, and an opinion on a detention depends on
// who is asked (CCPR/C/145/D/4105/2022 para 7.2, CAT/C/74/D/928/2019 para 8.1, CEDAW/C/92/D/189/2022 para 6.3,
// CRPD/C/30/D/84/2020 para 12.8).

const OPINION = 'wgad_regular'

const COURTS_AND_COMPLAINTS: ReadonlySet<string> = new Set([
	...COMPLAINTS,
	'iachr_petition',
	'acommhpr',
	'afcourt',
	'ecowas_court',
	'eac_court',
	'ecthr_app',
])

const SEARCHES: ReadonlySet<string> = new Set(['ua_ced', 'wgeid', 'iachr_pm'])

/** Where else the same matter may be, as far as that closes anything. */
export const ELSEWHERE_BODIES: readonly string[] = [...COURTS_AND_COMPLAINTS, OPINION, ...SEARCHES]

export type ElsewhereVerdict =
	| { status: 'later'; reason: 'pending-elsewhere' }
	| { status: 'closed'; reason: 'examined-elsewhere' }
	| { status: 'open'; notes: readonly Note[] }

const OPEN: ElsewhereVerdict = { status: 'open', notes: [] }
const MAYBE: ElsewhereVerdict = { status: 'open', notes: [{ say: 'examined-elsewhere-maybe' }] }
const PENDING: ElsewhereVerdict = { status: 'later', reason: 'pending-elsewhere' }
const EXAMINED: ElsewhereVerdict = { status: 'closed', reason: 'examined-elsewhere' }

/** What it does to one mechanism that the matter was taken elsewhere; the strictest of what each place does. */
export function judgeElsewhere(
	id: string,
	rule: ElsewhereRule | undefined,
	places: readonly Elsewhere[],
	state: StateFacts | null,
): ElsewhereVerdict {
	if (rule === undefined) return OPEN
	const verdicts = places
		.filter(({ body, same }) => body !== id && same !== false)
		.map((place) => judgeOne(id, rule, place, state))
	return (
		verdicts.find(({ status }) => status === 'closed') ??
		verdicts.find(({ status }) => status === 'later') ??
		verdicts.find((verdict) => verdict.status === 'open' && verdict.notes.length > 0) ??
		OPEN
	)
}

function judgeOne(
	id: string,
	rule: ElsewhereRule,
	place: Elsewhere,
	state: StateFacts | null,
): ElsewhereVerdict {
	const { body, state: stage } = place
	switch (rule) {
		case 'same-nature-pending':
			return SEARCHES.has(body) && stage === 'pending' ? MAYBE : OPEN
		case 'being-dealt-with':
			return stage === 'pending' && counts(id, place) !== 'no' ? PENDING : OPEN
		case 'settled':
			return stage === 'finished' && COURTS_AND_COMPLAINTS.has(body) ? EXAMINED : OPEN
		case 'pending':
			return stage === 'pending' ? whenCounted(counts(id, place), PENDING) : OPEN
		case 'pending-unless-reservation-then-examined': {
			const then = stage === 'pending' ? PENDING : EXAMINED
			if (stage === 'finished' && state?.limits.examinedElsewhere !== true) return OPEN
			return whenCounted(counts(id, place), then)
		}
		case 'only-by-declaration':
			if (state?.limits.cerdElsewhere !== true) return OPEN
			return whenCounted(counts(id, place), stage === 'pending' ? PENDING : EXAMINED)
		case 'pending-or-examined':
			return whenCounted(counts(id, place), stage === 'pending' ? PENDING : EXAMINED)
	}
}

function whenCounted(counted: 'yes' | 'maybe' | 'no', verdict: ElsewhereVerdict): ElsewhereVerdict {
	if (counted === 'no') return OPEN
	return counted === 'yes' ? verdict : MAYBE
}

/** Whether a body treats that other place as another international procedure. */
function counts(id: string, { body, same }: Elsewhere): 'yes' | 'maybe' | 'no' {
	if (COURTS_AND_COMPLAINTS.has(body)) return 'yes'
	if (body !== OPINION || id === 'ic_cat') return 'no'
	if (id === 'ic_ccpr' || (id === 'ic_cedaw' && same === true)) return 'yes'
	return 'maybe'
}
