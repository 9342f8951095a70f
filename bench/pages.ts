import { INTERFACE_LANGUAGES } from '#domain/languages.ts'
import { paths } from '#components/paths.ts'
import { startTeam } from '../tests/journeys/team-at-work.ts'
import { atMost, type Figure, type Measurement } from './figure.ts'

const PAGES = [
	paths.home,
	paths.before,
	paths.why,
	paths.danger,
	paths.whoReads,
	paths.cannotDo,
	paths.realSite,
	paths.otherWays,
	paths.carry,
	paths.upload,
	paths.about,
]

/** Document and style sheets of every public page in every language, as brotli. */
export const pages: Measurement = {
	ids: ['page-bytes', 'page-requests', 'page-scripts'],
	measure: async (): Promise<Figure[]> => {
		const team = await startTeam()
		const found = await Promise.all(
			INTERFACE_LANGUAGES.flatMap((language) => PAGES.map((page) => weigh(team.origin, page(language)))),
		)
		await team.stop()
		return figuresOf(found, 'page', 'public')
	},
}

/** What the heaviest of these pages needs. */
export function figuresOf(found: readonly Weighed[], id: string, kind: string): Figure[] {
	const most = (pick: (page: Weighed) => number) => Math.max(...found.map(pick))
	const what = `heaviest of ${found.length} ${kind} pages`
	const scripts = most((page) => page.scripts)
	return [
		atMost(`${id}-bytes`, what, most(({ bytes }) => bytes) / 1024, 'KB', 14),
		atMost(
			`${id}-requests`,
			`requests of a ${kind} page`,
			most(({ requests }) => requests),
			'',
			4,
		),
		{ ...atMost(`${id}-scripts`, `scripts in a ${kind} page`, scripts, '', 0), goal: 'none' },
	]
}

export type Weighed = { bytes: number; requests: number; scripts: number }

/** Document and style sheets of a page, as brotli. */
export async function weigh(origin: string, path: string): Promise<Weighed> {
	const document = await fetchPacked(origin + path)
	const styles = [...document.text.matchAll(/<link href="([^"]+)" rel="stylesheet">/g)].map(
		([, href = '']) => new URL(href, origin + path).href,
	)
	const sizes = await Promise.all(styles.map(async (href) => (await fetchPacked(href)).bytes))
	return {
		bytes: document.bytes + sizes.reduce((sum, size) => sum + size, 0),
		requests: 1 + styles.length,
		scripts: document.text.match(/<script/g)?.length ?? 0,
	}
}

async function fetchPacked(url: string): Promise<{ bytes: number; text: string }> {
	const response = await fetch(url, { headers: { 'accept-encoding': 'br' } })
	const text = await response.text()
	const length = response.headers.get('content-length')
	if (!response.ok || response.headers.get('content-encoding') !== 'br' || length === null)
		throw new TypeError(`${url} did not come packed`)
	return { bytes: Number(length), text }
}
