import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// [Note: manifest] One line for each built file a browser may get, as `sha256sum` writes and checks them. Two people
// who build the same release get the same bytes, so anybody can compare what a server hands out with what the source
// says. Compressed copies are left out: what counts is what a browser runs.

/** Where a build keeps its manifest. */
export const MANIFEST = 'release.sha256'

const SERVED = ['client', 'prerendered']

export type ManifestLine = {
	/** SHA-256 of the bytes, 64 hex characters. */
	hash: string
	/** Place in the build, `prerendered/en/w/tell.html`. */
	file: string
}

/** A text that is no manifest. */
export class ManifestUnreadable extends Error {
	override name = 'ManifestUnreadable'
}

/** The manifest of a build folder, sorted by place. */
export function manifestOf(build: string): string {
	const files = SERVED.flatMap((folder) => globSync(`${folder}/**/*`, { cwd: build }))
		.filter((file) => statSync(join(build, file)).isFile() && !/\.(?:br|gz)$/.test(file))
		.map((file) => file.replaceAll('\\', '/'))
		.sort()
	return files.map((file) => `${sha256(readFileSync(join(build, file)))}  ${file}\n`).join('')
}

export function writeManifest(build: string): void {
	writeFileSync(join(build, MANIFEST), manifestOf(build))
}

/** @throws ManifestUnreadable */
export function readManifest(text: string): ManifestLine[] {
	const lines = text.split('\n').filter((line) => line !== '')
	if (lines.length === 0) throw new ManifestUnreadable('it is empty')
	return lines.map((line) => {
		const match = /^([0-9a-f]{64}) [ *]((?:client|prerendered)\/\S+)$/.exec(line)
		if (match === null) throw new ManifestUnreadable(`not a line of a manifest: ${line.slice(0, 100)}`)
		const [, hash = '', file = ''] = match
		return { hash, file }
	})
}

/** The path a built file is asked for with: `/en/w/tell` for `prerendered/en/w/tell.html`. */
export function addressOf(file: string): string {
	const place = file.replace(/^(?:client|prerendered)\//, '')
	return `/${place.replace(/(?:\/index)?\.html$/, '')}`
}

export function sha256(bytes: Uint8Array | string): string {
	return createHash('sha256').update(bytes).digest('hex')
}
