import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import packageJson from './package.json' with { type: 'json' }

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ precompress: true }),
			csp: {
				mode: 'auto',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					'img-src': ['self', 'blob:', 'data:'],
					'connect-src': ['self'],
					'base-uri': ['none'],
					'form-action': ['none'],
					'frame-ancestors': ['none'],
					'object-src': ['none'],
				},
			},
			// The default is the build time, which would give two builders two different results.
			version: { name: packageJson.version },
			inlineStyleThreshold: 0,
			prerender: { crawl: false },
		}),
	],
	build: { target: 'es2022' },
})
