import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { OfflineParts } from '#contract/public-instance.ts'
import { type FileRole, KEEPER_POLICY, leaveOutUnread, pagePolicy } from '#server/http/security-headers.ts'
import { addressOf } from '#server/release/manifest.ts'

// [Note: built pages] Pages and assets that are the same for everybody are read once and answered from memory: no
// file name of a request ever reaches the disk, and an answer costs a tenth of what the framework needs. What the build
// packed is kept packed alone; whoever reads neither packing gets it unpacked, byte for byte what was built.

type Variant = { encoding: 'br' | 'gzip' | null; bytes: Buffer }

export type BuiltFile = {
	type: string
	role: FileRole
	/** Null for what never changes under its address, and so is never asked for again. */
	etag: string | null
	cacheControl: string
	/** Content-Security-Policy, for pages and for what keeps one. */
	policy: string | null
	/** Smallest first; one without encoding only of what the build did not pack. */
	variants: readonly Variant[]
}

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	// Always read as UTF-8: of twenty files that a person on a slow line waits for, each carries this.
	'.js': 'text/javascript',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.txt': 'text/plain; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.ico': 'image/x-icon',
	'.woff2': 'font/woff2',
}

const FOREVER = 'max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'
/** The worker that keeps a page of the guide on a device (static/keep). */
const KEEPER = 'keep/worker.js'
/** Pages of the journey and of the team leave no copy on a device. */
const NEVER = 'no-store'

/** Reads what `vite build` made, by the path it is asked for with. */
export function readBuiltFiles(build: string): Map<string, BuiltFile> {
	const files = new Map<string, BuiltFile>()
	for (const folder of ['client', 'prerendered']) {
		const root = join(build, folder)
		for (const file of globSync('**/*', { cwd: root, withFileTypes: false })) {
			const type = TYPES[extname(file)]
			if (type === undefined || !existsSync(join(root, file))) continue
			files.set(addressOf(`${folder}/${file}`), readBuiltFile(join(root, file), file, type))
		}
	}
	return files
}

/** Reads the two parts of the page that works from a file, as its own build made them. */
export function readOfflineParts(build: string): OfflineParts {
	const part = (name: string) => readFileSync(join(build, 'client', 'offline', name), 'utf8')
	return { script: part('page.js'), style: part('page.css') }
}

/** Answers with a built file; only the methods and the encoding are taken from the request. */
export function answerWithFile(file: BuiltFile, request: IncomingMessage, response: ServerResponse): void {
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.writeHead(405, { allow: 'GET, HEAD' }).end()
		return
	}
	leaveOutUnread(response, file.role)
	if (file.policy !== null) response.setHeader('content-security-policy', file.policy)
	response.setHeader('cache-control', file.cacheControl)
	response.setHeader('vary', 'accept-encoding')
	if (file.etag !== null) {
		response.setHeader('etag', file.etag)
		if (request.headers['if-none-match'] === file.etag) {
			response.writeHead(304).end()
			return
		}
	}
	const variant = variantFor(file, request.headers['accept-encoding'])
	response.setHeader('content-type', file.type)
	response.setHeader('content-length', variant.bytes.length)
	if (variant.encoding !== null) response.setHeader('content-encoding', variant.encoding)
	response.writeHead(200).end(request.method === 'HEAD' ? undefined : variant.bytes)
}

function readBuiltFile(path: string, file: string, type: string): BuiltFile {
	const bytes = readFileSync(path)
	const isPage = extname(file) === '.html'
	const isForever = file.includes('/immutable/')
	const isKeeper = file === KEEPER
	const variants: Variant[] = [
		{ encoding: 'br', file: `${path}.br` },
		{ encoding: 'gzip', file: `${path}.gz` },
	].flatMap(({ encoding, file: packed }) =>
		existsSync(packed) ? [{ encoding: encoding as 'br' | 'gzip', bytes: readFileSync(packed) }] : [],
	)
	return {
		type,
		role: isPage ? 'page' : isKeeper || file.includes('/workers/') ? 'worker' : 'part',
		etag: isForever ? null : `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
		cacheControl: isPage ? NEVER : isForever ? FOREVER : ASK_AGAIN,
		policy: isPage ? pagePolicy(policyIn(bytes.toString('utf8'))) : isKeeper ? KEEPER_POLICY : null,
		variants: variants.some(({ encoding }) => encoding === 'gzip')
			? variants
			: [...variants, { encoding: null, bytes }],
	}
}

/** @throws TypeError when a page was built without a policy: better no server than an open page. */
function policyIn(html: string): string {
	const policy = /<meta http-equiv="content-security-policy" content="([^"]+)">/.exec(html)?.[1]
	if (policy === undefined) throw new TypeError('a built page has no content security policy')
	// Taken out of the page through bytes: what a pattern finds in a text keeps the whole text in memory.
	const alone = Buffer.from(policy).toString()
	return alone.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

function variantFor({ variants }: BuiltFile, accepted = ''): Variant {
	const tokens = new Set(accepted.split(',').map((part) => part.split(';')[0]?.trim()))
	const found = variants.find(({ encoding }) => encoding === null || tokens.has(encoding))
	if (found !== undefined) return found
	const packed = variants.find(({ encoding }) => encoding === 'gzip')
	if (packed === undefined) throw new RangeError('every file is there plain or packed by gzip')
	return { encoding: null, bytes: gunzipSync(packed.bytes) }
}
