import { type Effect, type Mechanism, type Speed, SPEEDS } from '#domain/finder/facts.ts'
import { isInterim } from '#domain/finder/judge-mechanism.ts'
import type { Situation } from '#domain/finder/situation.ts'

/** What a mechanism is worth in a situation; compared field by field, in this order. */
export type Worth = {
	effect: Effect
	fits: boolean
	/** Using it closes courts and complaints of its kind. */
	excludesOthers: boolean
	speed: Speed
	binding: Mechanism['binding']
	effort: Mechanism['effort']
}

export function worthOf(mechanism: Mechanism, situation: Situation): Worth {
	const { impact, interim, excludes, binding, effort } = mechanism
	const waits = isInterim(mechanism, situation) ? (interim ?? null) : null
	return {
		effect: situation.outcome === 'protection' && waits !== null ? waits.impact : impact[situation.outcome],
		fits: fits(mechanism, situation),
		excludesOthers: excludes === 'legal-forum',
		speed: waits?.speed ?? mechanism.speed,
		binding,
		effort,
	}
}

/** Made for such a situation: its region, its topic, or the contact because of which it happened. */
function fits(
	{ fit, gates: { categories, regional } }: Mechanism,
	{ link, categories: told }: Situation,
): boolean {
	if (regional !== undefined) return true
	if (link !== null && fit.includes(link)) return true
	const topics = categories === undefined || categories === 'civil-political' ? fit : [...fit, ...categories]
	return told.some((category) => topics.includes(category))
}

/** Why one mechanism stands before another: the first thing in which they differ. */
export type Because = 'effect' | 'fits' | 'excludesOthers' | 'speed' | 'binding' | 'effort'

/**
 * Which of two comes first: the greater effect on what is wanted, then the better fit, then what closes no other way,
 * then speed when something threatens now, then legal force, then less effort.
 * @returns negative when `one` comes first, and what decided; 0 and null when nothing tells them apart
 */
export function compareWorth(
	one: Worth,
	other: Worth,
	{ danger }: Situation,
): { order: number; because: Because | null } {
	const steps: [Because, number][] = [
		['effect', other.effect - one.effect],
		['fits', Number(other.fits) - Number(one.fits)],
		['excludesOthers', Number(one.excludesOthers) - Number(other.excludesOthers)],
		['speed', danger === true ? SPEEDS.indexOf(one.speed) - SPEEDS.indexOf(other.speed) : 0],
		['binding', other.binding - one.binding],
		['effort', one.effort - other.effort],
	]
	const [because, order] = steps.find(([, difference]) => difference !== 0) ?? [null, 0]
	return { order, because }
}
