import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ExitCode, Verb } from '#cli/verbs.ts'
import { compareSite, type Difference } from '#cli/verify/compare-site.ts'
import { MANIFEST, ManifestUnreadable, readManifest, sha256 } from '#server/release/manifest.ts'

const OWN = fileURLToPath(new URL(`../../../build/${MANIFEST}`, import.meta.url))

const SAID: Record<Difference['because'], string> = {
	'other-bytes': 'has other bytes than the release',
	'not-served': 'is not served',
	'other-type': 'is served as something else',
	'telling-header': 'comes with a header the release does not send',
	'leads-elsewhere': 'leads somewhere unexpected',
	'no-answer': 'could not be asked',
}

export const verify: Verb = {
	summary: 'Compares what a site serves with a release, byte for byte, from outside.',
	usage: `<url> [--manifest <file>] [--json]

Asks for every page and script of the release whose build lies here, or of the manifest given. Run it from another
network than the site’s own, at times nobody can foretell: a site may serve others something else than you.
Exit codes: 0 all bytes are the release’s; 1 something differs or could not be asked; 2 called wrongly.`,
	options: { manifest: { type: 'string' }, json: { type: 'boolean' } },
	run: async ([url], { manifest = OWN, json }): Promise<ExitCode> => {
		const site = siteOf(url)
		if (site === null || typeof manifest !== 'string') {
			console.error('Name the address of the site: https://…')
			return 2
		}
		if (!existsSync(manifest)) {
			console.error(
				`${manifest} is not there: build the release first (npm run build), or name its manifest.`,
			)
			return 2
		}
		const text = readFileSync(manifest, 'utf8')
		try {
			const lines = readManifest(text)
			const differences = await compareSite(site, lines)
			const found = { site: site.origin, release: sha256(text), files: lines.length, differences }
			console.log(json === true ? JSON.stringify(found) : describe(found))
			return differences.length === 0 ? 0 : 1
		} catch (error) {
			if (!(error instanceof ManifestUnreadable)) throw error
			console.error(`${manifest} is no manifest: ${error.message}`)
			return 2
		}
	},
}

function siteOf(text: string | undefined): URL | null {
	if (text === undefined || !URL.canParse(text)) return null
	const url = new URL(text)
	return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
}

type Found = { site: string; release: string; files: number; differences: readonly Difference[] }

function describe({ site, release, files, differences }: Found): string {
	const head = `Release ${release}`
	if (differences.length === 0) return `${head}\n${site}: all ${files} files are the release’s.`
	if (differences.length === files && differences.every(({ because }) => because === 'no-answer'))
		return `${head}\n${site} could not be asked: ${differences[0]?.detail ?? ''}`
	const lines = differences.map(({ url, because, detail }) => `  ${url} ${SAID[because]} (${detail})`)
	return `${head}\n${site}: ${differences.length} of ${files} files differ.\n${lines.join('\n')}`
}
