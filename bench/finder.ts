import acceptance from '#content/facts/acceptance.json' with { type: 'json' }
import mechanisms from '#content/facts/mechanisms.json' with { type: 'json' }
import { paths } from '#components/paths.ts'
import { readFinderFacts } from '#contract/finder-facts.ts'
import { readSituation } from '#contract/finder-situation.ts'
import { dayOf } from '#domain/days.ts'
import { findMechanisms } from '#domain/finder/find-mechanisms.ts'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import cases from '../tests/content/finder-cases.json' with { type: 'json' }
import { startTeam } from '../tests/journeys/team-at-work.ts'
import { atMost, type Figure, type Measurement, percentile } from './figure.ts'

const ROUNDS = 200
const MOST_MILLISECONDS = 5
const MOST_KILOBYTES = 60

/** The finder: one situation over all mechanisms, and what a browser fetches to answer by itself. */
export const finder: Measurement = {
	ids: ['finder-situation', 'finder-script-bytes'],
	measure: async (): Promise<Figure[]> => {
		const team = await startTeam()
		const weights = await Promise.all(
			INTERFACE_LANGUAGES.map((language) => weigh(team.origin, paths.find(language))),
		)
		await team.stop()
		const situation = `one of ${cases.length} situations over all mechanisms, 95 of 100 times`
		const script = 'script, rules, facts and texts of the heaviest language, as sent'
		return [
			atMost('finder-situation', situation, percentile(judged(), 0.95), 'ms', MOST_MILLISECONDS),
			atMost('finder-script-bytes', script, Math.max(...weights) / 1024, 'KB', MOST_KILOBYTES),
		]
	},
}

/** Milliseconds of each situation, every one judged many times. */
function judged(): number[] {
	const facts = readFinderFacts(mechanisms, acceptance)
	const today = dayOf(new Date('2026-11-21'))
	const situations = cases.flatMap((one) => {
		const read = readSituation(one)
		return read.ok ? [read.situation] : []
	})
	if (today === null || situations.length < cases.length) throw new RangeError('a situation cannot be read')
	return Array.from({ length: ROUNDS }, () => situations)
		.flat()
		.map((situation) => {
			const from = performance.now()
			findMechanisms(situation, facts, today)
			return performance.now() - from
		})
}

/** Bytes of everything the page fetches after its first paint. */
async function weigh(origin: string, path: string): Promise<number> {
	const html = await (await fetch(origin + path)).text()
	const addresses = /data-facts="([^"]+)"[^]*data-finder="([^"]+)"/.exec(html)?.slice(1) ?? []
	if (addresses.length !== 2) throw new RangeError(`${path} asks for no script`)
	const sizes = await Promise.all(addresses.map((address) => sizeOf(origin + address)))
	return sizes.reduce((sum, size) => sum + size, 0)
}

async function sizeOf(url: string): Promise<number> {
	const { ok, headers } = await fetch(url, { headers: { 'accept-encoding': 'br' } })
	const length = headers.get('content-length')
	if (!ok || headers.get('content-encoding') !== 'br' || length === null)
		throw new RangeError(`${url} did not come packed`)
	return Number(length)
}
