import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { writeManifest } from './src/server/release/manifest.ts'
import { finderScript } from './vite.finder-script.ts'
import { withoutNistCurves, WITHOUT_UNUSED } from './vite.leave-out.ts'
import packageJson from './package.json' with { type: 'json' }

// Some pages carry an inline script of ours; it is allowed by the hash of its very bytes.
const hashOf = (file: string) => {
	const script = readFileSync(new URL(file, import.meta.url))
	return `sha256-${createHash('sha256').update(script).digest('base64')}` as const
}
const inline = [
	'./src/browser/reporter/gate.js',
	'./src/browser/finder-start.js',
	'./src/browser/bring-along.js',
	'./src/browser/save-card.js',
].map(hashOf)

const node = adapter({ precompress: true })

export default defineConfig({
	plugins: [
		withoutNistCurves(),
		finderScript(),
		sveltekit({
			adapter: {
				...node,
				adapt: async (builder) => {
					await node.adapt(builder)
					writeManifest('build')
				},
			},
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['none'],
					'script-src': ['self', ...inline],
					'worker-src': ['self'],
					'style-src': ['self'],
					// The one style attribute of SvelteKit's route announcer; a journey test fails when it changes.
					'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
					'img-src': ['self', 'blob:', 'data:'],
					// blob: a person hears their own voice note; data: a member looks at a file in a frame without an origin.
					'media-src': ['blob:', 'data:'],
					'connect-src': ['self'],
					'base-uri': ['none'],
					'form-action': ['none'],
					'frame-ancestors': ['none'],
					'object-src': ['none'],
				},
			},
			// The default is the build time, which would give two builders two different results.
			version: { name: packageJson.version },
			inlineStyleThreshold: 16_384,
			prerender: { crawl: false },
		}),
	],
	build: { target: 'es2022', rolldownOptions: { treeshake: WITHOUT_UNUSED } },
	environments: {
		// Files of a few hundred bytes cost a slow line more in headers and turns than in code. What is joined as `rules` only
		// declares: joined the same way, code that runs when it is loaded would run before what it needs. Left out is what only
		// teams or the guide need: joined, people who tell would fetch it. The framework is one file for every page with script;
		// its first file has to stay alone, because SvelteKit looks for it. Bytes of source. The server joins nothing: there it
		// would save nobody anything, and which of its many files are joined is not the same in every build.
		client: {
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: {
							groups: [
								{
									name: 'rules',
									test: /src\/(?:domain\/(?!threads\/(?!records)|finder|closing|letters|search)|components\/[^/]+\.ts|browser\/(?:today|leave)\.ts)/,
									minShareCount: 2,
									entriesAware: true,
									entriesAwareMergeThreshold: 4096,
								},
								{
									name: 'kit',
									priority: 1,
									test: /node_modules\/(?:@sveltejs\/kit\/(?!src\/runtime\/client\/entry)|svelte\/|devalue|esm-env|clsx)|rolldown\/runtime|preload-helper/,
								},
							],
						},
					},
				},
			},
		},
	},
	worker: {
		format: 'es',
		plugins: () => [withoutNistCurves()],
		rolldownOptions: { treeshake: WITHOUT_UNUSED },
	},
})
