// What browsers never use and therefore do not get; for every build of code that runs in one.
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** @noble/post-quantum makes combinations of these when it is loaded; what nobody uses may be left out. */
export const WITHOUT_UNUSED = { manualPureFunctions: ['QSF', 'KitchenSink', 'ecdhKem'] }

/** What browsers get in the place of curves that nothing here uses (src/vault/no-nist-curves.ts). */
export function withoutNistCurves(): Plugin {
	const file = fileURLToPath(new URL('./src/vault/no-nist-curves.ts', import.meta.url))
	return {
		name: 'without-nist-curves',
		enforce: 'pre',
		applyToEnvironment: ({ name }) => name === 'client',
		resolveId: { filter: { id: /^@noble\/curves\/nist\.js$/ }, handler: () => file },
	}
}
