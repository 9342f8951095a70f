import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContentFile } from '#contract/editing/content-file.ts'

export const CONTENT = fileURLToPath(new URL('../../../content/', import.meta.url))

/** Every file of the guide, its facts and its interface, in the order of their names. */
export function readContent(folder = CONTENT): ContentFile[] {
	return globSync(['facts/*.json', '*/guide/**/*.json', '*/interface/*.json'], { cwd: folder })
		.sort()
		.map((file) => ({
			path: file.replace(/\.json$/, ''),
			json: parsed(readFileSync(join(folder, file), 'utf8')),
		}))
}

/** Null for what is no JSON: no file of content is null, so its shape refuses it. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch (error) {
		if (error instanceof SyntaxError) return null
		throw error
	}
}
