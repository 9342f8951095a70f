import { afterAll, beforeAll, expect, test } from 'vitest'
import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { KESSA, startEmpty, startTeam } from './team-at-work.ts'

// Pages on which people write are the same for every host and every visitor: whoever compares two instances, or a
// release and an instance, finds a changed one.

let one: { origin: string; stop: () => Promise<void> }
let other: { origin: string; stop: () => Promise<void> }

beforeAll(async () => {
	one = await startTeam({ ...KESSA, name: 'Arcadia Rights Network', kind: 'un-office', languages: ['es'] })
	other = await startEmpty()
})

afterAll(async () => {
	await Promise.all([one.stop(), other.stop()])
})

async function fetched(origin: string, path: string, headers: Record<string, string> = {}) {
	const response = await fetch(origin + path, { headers })
	const named = Object.fromEntries(
		[...response.headers].filter(([name]) => !['date', 'keep-alive'].includes(name)),
	)
	return { status: response.status, named, text: await response.text() }
}

test.each(INTERFACE_LANGUAGES)(
	'two instances serve the same story page in %s, to anybody',
	async (language) => {
		const path = `/${language}/w/tell`
		const page = await fetched(one.origin, path)
		expect(page.status).toBe(200)
		expect(page.text).not.toMatch(/Arcadia|127\.0\.0\.1/)
		expect(await fetched(other.origin, path)).toEqual(page)
		const visitor = { 'user-agent': 'another', 'accept-language': 'zh', cookie: 'a=b' }
		expect(await fetched(one.origin, path, visitor)).toEqual(page)
	},
)

test('and every script and style the page asks for', async () => {
	const { text } = await fetched(one.origin, '/en/w/tell')
	const paths = Array.from(text.matchAll(/\/_app\/immutable\/[\w./-]+/g), ([path]) => path)
	expect(paths.length).toBeGreaterThan(5)
	for (const path of new Set(paths))
		expect(await fetched(other.origin, path)).toEqual(await fetched(one.origin, path))
})
