import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { MANIFEST, manifestOf } from '#server/release/manifest.ts'

// Two people who build one release on two machines have to get the same bytes: then what a server hands out can be
// compared with the source, and nobody has to believe whoever built it.

const folders: string[] = []
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true })
})

const CONFIGS = ['vite.config.ts', 'vite.offline.config.ts']
const SOURCES = [
	'src',
	'content',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'vite.finder-script.ts',
	'vite.leave-out.ts',
	...CONFIGS,
]

/** Builds what is tracked, in a folder, time zone, language and home of its own. @returns the folder of the build */
function buildElsewhere(name: string, environment: Record<string, string>): string {
	const folder = mkdtempSync(join(tmpdir(), name))
	folders.push(folder)
	for (const source of SOURCES) cpSync(source, join(folder, source), { recursive: true })
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
	for (const config of CONFIGS)
		execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', config], {
			cwd: folder,
			stdio: 'ignore',
			env: { PATH: process.env['PATH'], HOME: folder, ...environment },
		})
	return join(folder, 'build')
}

function allHashes(build: string): string[] {
	return execFileSync('sh', ['-c', 'find . -type f | LC_ALL=C sort | xargs sha256sum'], {
		cwd: build,
		encoding: 'utf8',
	}).split('\n')
}

test('two builders on different clocks, languages and paths get the same bytes, server and compressed files too', () => {
	const one = buildElsewhere('amina-', { TZ: 'Pacific/Kiritimati', LANG: 'C' })
	const other = buildElsewhere('tomas-in-another-place-', { TZ: 'America/Adak', LANG: 'fr_FR.UTF-8' })
	expect(existsSync(join(one, MANIFEST))).toBe(true)
	expect(readFileSync(join(other, MANIFEST), 'utf8')).toBe(readFileSync(join(one, MANIFEST), 'utf8'))
	expect(readFileSync(join(one, MANIFEST), 'utf8')).toBe(manifestOf(one))
	expect(allHashes(other)).toEqual(allHashes(one))
})
