import { text } from 'node:stream/consumers'
import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { readFinderFacts } from '#contract/finder-facts.ts'
import { readSituation } from '#contract/finder-situation.ts'
import { dayOf } from '#domain/days.ts'
import { findMechanisms, type Found } from '#domain/finder/find-mechanisms.ts'

/** What stands on standard output, as ids of mechanisms, best first in each list. */
type Answer = Record<'doFirst' | 'doNext' | 'longer' | 'alternatives', string[]> &
	Pick<Found, 'later' | 'closed' | 'pinned' | 'nearby' | 'company'>

export const find: Verb = {
	summary: 'Says which mechanisms fit a situation, given as JSON on standard input.',
	usage: '< situation.json',
	options: {},
	run: async (): Promise<ExitCode> => {
		const read = readSituation(parsed(await text(process.stdin)))
		if (!read.ok) {
			console.error(read.wrong.join('\n'))
			return 1
		}
		const facts = readFinderFacts(mechanisms, acceptance)
		const { situation, today } = read
		if (!(situation.country in facts.states)) {
			console.error(`country: nothing is known of ${situation.country}`)
			return 1
		}
		const clock = today ?? dayOf(new Date())
		if (clock === null) throw new RangeError('the clock of this machine names no day')
		console.log(JSON.stringify(idsOf(findMechanisms(situation, facts, clock)), null, '\t'))
		return 0
	},
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

/** Null for what is not JSON: no situation is null, and so it is refused by its shape. */
function parsed(json: string): unknown {
	try {
		return JSON.parse(json)
	} catch (error) {
		if (error instanceof SyntaxError) return null
		throw error
	}
}
