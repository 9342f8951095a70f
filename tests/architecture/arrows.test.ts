import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

// Which room may import from which. The longest matching prefix decides.
const ROOMS: Record<string, { rooms: string[]; packages: string[] | 'any' }> = {
	'src/domain': { rooms: ['src/domain'], packages: [] },
	'src/vault/outside': { rooms: ['src/vault/outside'], packages: ['@noble', '@scure'] },
	'src/vault': {
		rooms: ['src/vault'],
		packages: ['@noble', '@scure', 'age-encryption', 'shamir-secret-sharing'],
	},
	'src/contract': {
		rooms: ['src/contract', 'src/domain', 'src/vault/outside'],
		packages: ['valibot', '@noble'],
	},
	'src/browser': {
		rooms: ['src/browser', 'src/vault', 'src/domain', 'src/contract', 'content'],
		packages: ['@noble', '@scure', 'valibot', 'docx', 'fflate', 'qr', 'svelte'],
	},
	'src/server/storage': {
		rooms: ['src/server/storage', 'src/domain', 'src/contract', 'src/vault/outside'],
		packages: ['kysely', 'pg'],
	},
	'src/server/gateways': { rooms: ['src/server/gateways', 'src/domain'], packages: 'any' },
	'src/server/usecases': {
		rooms: [
			'src/server/usecases',
			'src/server/storage',
			'src/server/gateways',
			'src/domain',
			'src/contract',
			'src/vault/outside',
		],
		packages: ['@noble', '@scure', 'valibot'],
	},
	'src/server/guide': {
		rooms: ['src/server/guide', 'src/server/words', 'src/domain', 'src/contract', 'content'],
		packages: ['valibot', 'minisearch', '@orama/stemmers'],
	},
	'src/server/words': { rooms: ['src/server/words', 'src/domain', 'content'], packages: ['@scure/bip39'] },
	'src/server': {
		rooms: ['src/server', 'build', 'src/domain', 'src/contract', 'src/vault/outside', 'content'],
		packages: ['@noble', '@scure', 'valibot', '@valibot'],
	},
	'src/components': {
		// Types of the texts come from the server's tables; a type leaves nothing in the browser's bundle.
		rooms: [
			'src/components',
			'src/browser',
			'src/domain',
			'src/contract',
			'src/server/guide',
			'src/server/words',
			'content',
		],
		packages: ['svelte', '$app', 'qr', '@noble'],
	},
	'src/routes': {
		rooms: [
			'src/routes',
			'src/components',
			'src/browser',
			'src/domain',
			'src/contract',
			'src/server/guide',
			'src/server/offline',
			'src/server/usecases',
			'src/server/words',
			'src/vault/outside',
			'content',
		],
		packages: ['svelte', '@sveltejs', '$app', 'virtual:finder-script'],
	},
	// The one process besides a person's own device that locks: it has what locks, and nothing of the server's but words
	// and headers. Nothing under src/server may import it.
	'src/door': {
		rooms: [
			'src/door',
			'src/browser/call-server.ts',
			'src/browser/reporter',
			'src/browser/today.ts',
			'src/components/look.css',
			'src/components/paths.ts',
			'src/components/return/say-permissions.ts',
			'src/components/say-contact.ts',
			'src/components/say-reading-days.ts',
			'src/components/say.ts',
			'src/contract',
			'src/domain',
			'src/server/http/security-headers.ts',
			'src/server/words',
			'content',
		],
		packages: ['valibot'],
	},
	'src/cli': {
		rooms: [
			'src/cli',
			'src/door',
			'build',
			'src/server',
			'src/browser',
			'src/domain',
			'src/contract',
			'src/vault',
			'content',
			'tests/seed',
		],
		packages: 'any',
	},
}

type Arrow = { from: string; to: string; kind: 'room' | 'package' }

function arrowsOf(file: string, text: string): Arrow[] {
	const imports = text.matchAll(
		/(?:^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+|^\s*import\s+|\bimport\s*\(\s*|\bnew URL\(\s*)['"`]([^'"`]+)['"`]/gm,
	)
	return Array.from(imports, ([, target = '']) => {
		if (target.startsWith('#content/'))
			return { from: file, to: target.replace('#content/', 'content/'), kind: 'room' as const }
		if (target.startsWith('#')) return { from: file, to: target.replace('#', 'src/'), kind: 'room' as const }
		if (target.startsWith('.'))
			return { from: file, to: normalize(join(dirname(file), target)), kind: 'room' as const }
		return { from: file, to: target, kind: 'package' as const }
	}).filter(({ to }) => !to.startsWith('node:') && !to.includes('$types'))
}

function isAllowed({ from, to, kind }: Arrow): boolean {
	const room = Object.keys(ROOMS)
		.filter((prefix) => from.startsWith(`${prefix}/`))
		.sort((one, other) => other.length - one.length)[0]
	const rule = room === undefined ? undefined : ROOMS[room]
	if (rule === undefined) return true
	if (kind === 'room') return rule.rooms.some((allowed) => `${to}/`.startsWith(`${allowed}/`))
	return (
		rule.packages === 'any' ||
		rule.packages.some(
			(allowed) => to === allowed || to.startsWith(`${allowed}/`) || to.startsWith(`${allowed}-`),
		)
	)
}

const sources = globSync('src/**/*.{ts,svelte}').filter((file) => !file.endsWith('.test.ts'))

test('every room imports only from the rooms and packages it may know', () => {
	const offences = sources
		.flatMap((file) => arrowsOf(file, readFileSync(file, 'utf8')))
		.filter((arrow) => !isAllowed(arrow))
	expect(offences.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
})

test('a server file that could open an envelope would be found', () => {
	const planted = arrowsOf(
		'src/server/usecases/read.ts',
		"import { open } from '#vault/envelope.ts'\nawait import('age-encryption')",
	)
	expect(planted.map(isAllowed)).toEqual([false, false])
})

test('a server file that reaches for the door without script would be found', () => {
	const planted = arrowsOf('src/server/main.ts', "import { openDoor } from '#door/open-door.ts'")
	expect(planted.map(isAllowed)).toEqual([false])
})

test('a rule that reaches for storage would be found', () => {
	const planted = arrowsOf(
		'src/domain/threads/rule.ts',
		"import { store } from '../../server/storage/store.ts'",
	)
	expect(planted.map(isAllowed)).toEqual([false])
})

test('no room is called utils, helpers, common, core, shared, lib or types', () => {
	expect(
		globSync('src/**/').filter((folder) =>
			/\/(utils?|helpers?|common|core|shared|lib|types|misc)(\/|$)/.test(folder),
		),
	).toEqual([])
})
