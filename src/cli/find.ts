import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import { parsedJson } from '#cli/parsed-json.ts'
import { readSettings } from '#cli/settings.ts'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { correctedAcceptance, inForce } from '#contract/corrections.ts'
import { acceptanceFacts, finderFactsOf, mechanismFacts } from '#contract/finder-facts.ts'
import { readSituation } from '#contract/finder-situation.ts'
import { type Day, dayOf } from '#domain/days.ts'
import type { Facts } from '#domain/finder/facts.ts'
import { findMechanisms, type Found } from '#domain/finder/find-mechanisms.ts'
import { readCorrectionsFile } from '#server/corrections/corrections-file.ts'

/** What stands on standard output, as ids of mechanisms, best first in each list. */
type Answer = Record<'doFirst' | 'doNext' | 'longer' | 'alternatives', string[]> &
	Pick<Found, 'later' | 'closed' | 'pinned' | 'nearby' | 'company'>

export const find: Verb = {
	summary: 'Says which mechanisms fit a situation, given as JSON on standard input.',
	usage: '< situation.json',
	options: {},
	run: async (): Promise<ExitCode> => {
		const read = readSituation(parsedJson(await text(process.stdin)))
		if (!read.ok) {
			console.error(read.wrong.join('\n'))
			return 1
		}
		const { situation, today } = read
		const clock = today ?? dayOf(new Date())
		if (clock === null) throw new RangeError('the clock of this machine names no day')
		const facts = factsOn(clock)
		if (!(situation.country in facts.states)) {
			console.error(`country: nothing is known of ${situation.country}`)
			return 1
		}
		console.log(JSON.stringify(idsOf(findMechanisms(situation, facts, clock)), null, '\t'))
		return 0
	},
}

/** The facts of this release with what the host of DATA_DIR corrected, as the pages of that host show them. */
function factsOn(day: Day): Facts {
	const { corrections, faults } = readCorrectionsFile(readSettings(process.env).dataDir)
	for (const fault of faults) console.error(`corrections.json, left out: ${fault}`)
	const accepted = correctedAcceptance(v.parse(acceptanceFacts, acceptance), inForce(corrections, day))
	return finderFactsOf(v.parse(mechanismFacts, mechanisms), accepted)
}

function idsOf({
	doFirst,
	doNext,
	longer,
	alternatives,
	later,
	closed,
	pinned,
	nearby,
	company,
}: Found): Answer {
	const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
	return {
		doFirst: ids(doFirst),
		doNext: ids(doNext),
		longer: ids(longer),
		later,
		closed,
		alternatives: ids(alternatives),
		pinned,
		nearby,
		company,
	}
}
