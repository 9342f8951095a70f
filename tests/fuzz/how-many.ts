import type fc from 'fast-check'

// Inputs are drawn from a seed and come again with it: FUZZ_SEED=7 npm run prove. The suite tries a small share of what
// `prove` tries.

const SHARE = 50

/** Settings of a property that counts as so many of the 100,000 inputs. */
export function tries(inProve: number): { seed: number; numRuns: number } {
	const numRuns = process.env['PROVE'] === '1' ? inProve : Math.ceil(inProve / SHARE)
	return { seed: Number(process.env['FUZZ_SEED'] ?? 1), numRuns }
}

/**
 * Settings of a property whose every try takes milliseconds: so many in `prove`, a quarter of them in the suite, others
 * at every run.
 */
export function slowTries(inProve: number): { numRuns: number } {
	return { numRuns: process.env['PROVE'] === '1' ? inProve : Math.ceil(inProve / 4) }
}

/** Where what is tried changes what it is tried on, a failure cannot be made smaller by trying again. */
export const ONCE = { endOnFailure: true } as const satisfies fc.Parameters<unknown>
