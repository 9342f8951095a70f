import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { writeManifest } from './src/server/release/manifest.ts'
import { withoutNistCurves, WITHOUT_UNUSED } from './vite.leave-out.ts'

// The page that works from a file: one script and one style sheet without imports, which the server puts into one file
// together with a team's list of readers. Built after the pages, whose build empties the folder, and served alone as
// well: that is how the release manifest names it and `verify` asks for it.
export default defineConfig({
	plugins: [
		withoutNistCurves(),
		svelte({ configFile: false }),
		{
			name: 'manifest',
			closeBundle() {
				writeManifest('build')
			},
		},
	],
	publicDir: false,
	build: {
		target: 'es2022',
		outDir: 'build/client/offline',
		emptyOutDir: true,
		rolldownOptions: { treeshake: WITHOUT_UNUSED },
		lib: {
			entry: 'src/components/offline/page.ts',
			formats: ['iife'],
			name: 'page',
			fileName: () => 'page.js',
			cssFileName: 'page',
		},
	},
})
