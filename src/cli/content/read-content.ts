import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsedJson } from '#cli/parsed-json.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'

export const CONTENT = fileURLToPath(new URL('../../../content/', import.meta.url))

/** Every file of the guide, its facts and its interface, in the order of their names. */
export function readContent(folder = CONTENT): ContentFile[] {
	return globSync(['facts/*.json', '*/guide/**/*.json', '*/interface/*.json'], { cwd: folder })
		.sort()
		.map((file) => ({
			path: file.replace(/\.json$/, ''),
			json: parsedJson(readFileSync(join(folder, file), 'utf8')),
		}))
}
