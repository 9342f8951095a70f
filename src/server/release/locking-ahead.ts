import { readFileSync } from 'node:fs'
import * as v from 'valibot'

// [Note: locking ahead] The story page fetches the code that locks when it runs, because it has to go on where that code does
// not arrive. SvelteKit names ahead only what a page itself imports. Named ahead too, the code comes while the page
// still does, and somebody on a slow line can send half a second sooner.

/** Where the build leaves, before pages are drawn, which file needs which (Vite, `build.manifest`). */
const MANIFEST = '.svelte-kit/output/client/.vite/manifest.json'
const LOCKING = 'src/browser/reporter/lock-story.ts'

const manifest = v.record(
	v.string(),
	v.object({ file: v.string(), imports: v.optional(v.array(v.string()), []) }),
)

/** A page with links to the files of the locking code it does not name yet. To be asked while pages are built. */
export function withLockingAhead(html: string): string {
	const built = v.parse(manifest, JSON.parse(readFileSync(MANIFEST, 'utf8')))
	const links = [...filesOf(LOCKING, built)]
		.filter((file) => !html.includes(file))
		.map((file) => `<link rel="modulepreload" fetchpriority="low" href="/${file}">`)
	return html.replace('</head>', `${links.join('')}</head>`)
}

/** The file of a module and of all it imports at once. */
function filesOf(
	name: string,
	built: v.InferOutput<typeof manifest>,
	found = new Set<string>(),
): Set<string> {
	const module = built[name]
	if (module === undefined) throw new RangeError(`the build made no file of ${name}`)
	if (found.has(module.file)) return found
	found.add(module.file)
	for (const imported of module.imports) filesOf(imported, built, found)
	return found
}
