import { addressOf, type ManifestLine, sha256 } from '#server/release/manifest.ts'

/** Headers that could make a browser load or run what the bytes of a page do not say. */
const TELLING = ['link', 'refresh', 'set-cookie', 'service-worker-allowed', 'sourcemap', 'x-sourcemap']

export type Difference = {
	/** The address that was asked. */
	url: string
	because: 'other-bytes' | 'not-served' | 'other-type' | 'telling-header' | 'leads-elsewhere' | 'no-answer'
	/** What was seen, in a few words. */
	detail: string
}

const TYPES: Readonly<Record<string, string>> = {
	html: 'text/html',
	js: 'text/javascript',
	css: 'text/css',
	json: 'application/json',
	svg: 'image/svg+xml',
}

/** How many addresses are asked at once: as many as a browser asks. */
const AT_ONCE = 6

const SECONDS_TO_WAIT = 60

/**
 * Asks a site for every file of a manifest, as a browser would, and compares each byte.
 * @param site origin of the public pages; the team's pages are followed to the address it redirects them to
 * @returns what differs, by address; empty when all is as the manifest says
 */
export async function compareSite(site: URL, lines: readonly ManifestLine[]): Promise<Difference[]> {
	const waiting = [...lines]
	const found: Difference[] = []
	const ask = async () => {
		for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
			const difference = await compareFile(new URL(addressOf(line.file), site), line)
			if (difference !== null) found.push(difference)
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, ask))
	return found.toSorted((one, other) => (one.url < other.url ? -1 : 1))
}

async function compareFile(url: URL, line: ManifestLine): Promise<Difference | null> {
	const answer = await fetched(url)
	if ('because' in answer) return { url: url.href, ...answer }
	if (answer.status === 303 && isDeskPage(line.file)) {
		const elsewhere = new URL(answer.headers.get('location') ?? '', url)
		if (elsewhere.pathname !== url.pathname || elsewhere.host === url.host)
			return { url: url.href, because: 'leads-elsewhere', detail: elsewhere.href }
		const there = await fetched(elsewhere)
		return differenceIn(elsewhere, line, there)
	}
	return differenceIn(url, line, answer)
}

type Answer = { status: number; headers: Headers; bytes: Uint8Array }
type NoAnswer = Pick<Difference, 'because' | 'detail'>

async function fetched(url: URL): Promise<Answer | NoAnswer> {
	try {
		const response = await fetch(url, {
			redirect: 'manual',
			signal: AbortSignal.timeout(SECONDS_TO_WAIT * 1000),
		})
		const bytes = new Uint8Array(await response.arrayBuffer())
		return { status: response.status, headers: response.headers, bytes }
	} catch (error) {
		// `fetch` reports every failure of the line, of names and of certificates as TypeError; the reason is its cause.
		if (error instanceof TypeError) {
			const { cause } = error
			return { because: 'no-answer', detail: cause instanceof Error ? cause.message : error.message }
		}
		if (error instanceof DOMException && error.name === 'TimeoutError')
			return { because: 'no-answer', detail: `nothing within ${SECONDS_TO_WAIT} seconds` }
		throw error
	}
}

function differenceIn(url: URL, line: ManifestLine, answer: Answer | NoAnswer): Difference | null {
	const found = (because: Difference['because'], detail: string) => ({ url: url.href, because, detail })
	if ('because' in answer) return found(answer.because, answer.detail)
	const { status, headers, bytes } = answer
	if (status !== 200) return found('not-served', `answered ${status}`)
	const hash = sha256(bytes)
	if (hash !== line.hash) return found('other-bytes', `${bytes.length} bytes, SHA-256 ${hash}`)
	const type = headers.get('content-type')?.split(';')[0] ?? 'none'
	const wanted = TYPES[line.file.split('.').at(-1) ?? '']
	if (wanted !== undefined && type !== wanted) return found('other-type', type)
	const telling = TELLING.find((name) => headers.has(name))
	return telling === undefined ? null : found('telling-header', `${telling}: ${headers.get(telling) ?? ''}`)
}

function isDeskPage(file: string): boolean {
	return /^prerendered\/[a-z]{2}\/desk[./]/.test(file)
}
