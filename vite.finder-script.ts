import { createHash } from 'node:crypto'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { build, type Plugin } from 'vite'

const NAME = 'virtual:finder-script'

/**
 * The script of the finder: one file without imports, beside the pages' own. The page asks this module for the address,
 * which names the bytes, so that no page runs the script of another release.
 */
export function finderScript(): Plugin {
	let built: Promise<string> | null = null
	const code = () => (built ??= buildScript())
	const address = async () => {
		const hash = createHash('sha256').update(await code())
		return `_app/immutable/finder/${hash.digest('base64url').slice(0, 16)}.js`
	}
	return {
		name: 'finder-script',
		resolveId: { filter: { id: /^virtual:finder-script$/ }, handler: () => `\0${NAME}` },
		load: {
			filter: { id: /^\0virtual:finder-script$/ },
			handler: async () => `export const finderScript = ${JSON.stringify(`/${await address()}`)}`,
		},
		async generateBundle() {
			if (this.environment.name === 'client')
				this.emitFile({ type: 'asset', fileName: await address(), source: await code() })
		},
	}
}

async function buildScript(): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		plugins: [svelte({ configFile: false })],
		build: {
			write: false,
			target: 'es2022',
			lib: { entry: 'src/components/guide/find-on-device.ts', formats: ['iife'], name: 'finder' },
		},
	})
	const only = Array.isArray(result) ? result[0] : result
	if (only === undefined || !('output' in only))
		throw new RangeError('the script of the finder was not built')
	const [script, ...more] = only.output
	if (more.some(({ type }) => type === 'chunk'))
		throw new RangeError('the script of the finder is not one file')
	return script.code
}
