import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answerWithFile, type BuiltFile } from '#server/http/built-pages.ts'
import { type Door, doorsOf, isDeskPath, isPartPath, isReturnPath } from '#server/http/hosts.ts'
import { isUpload, type ReceiveUpload } from '#server/http/uploads.ts'
import { allowCamera, allowPasskeys, setSecurityHeaders } from '#server/http/security-headers.ts'

/** Where "leave quickly" leads: a page anybody may have open, reachable in most countries. */
const ELSEWHERE = 'https://www.bing.com/search?q=weather'

export type Site = {
	origins: readonly string[]
	deskOrigin: string
	files: ReadonlyMap<string, BuiltFile>
	/** Answers an API request; false when the path is none of the API's. */
	api: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
	uploads: ReceiveUpload
	/** SvelteKit, for pages made for each request. */
	pages: (request: IncomingMessage, response: ServerResponse) => unknown
	isWell: () => Promise<boolean>
}

/** Answers every request: door, then small addresses, API, built pages, pages. Keeps no log of any of them. */
export function handlerFor(site: Site): RequestListener {
	const doors = doorsOf(site)
	return (request, response) => {
		setSecurityHeaders(response)
		answer(site, doors.get(request.headers.host), request, response).catch((error: unknown) => {
			reportFault(error)
			if (response.headersSent) response.destroy()
			else response.writeHead(500, { 'cache-control': 'no-store' }).end()
		})
	}
}

async function answer(
	site: Site,
	door: Door | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (door === undefined) {
		response
			.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
			.end('This address is not served here.\n')
		return
	}
	if (door.kind === 'desk') allowPasskeys(response)
	const path = pathOf(request)
	if (path === '/healthz') {
		await answerHealth(site, response)
		return
	}
	if (path === '/leave') {
		leave(response)
		return
	}
	if (await site.api(request, response)) return
	const elsewhere = otherDoor(site, door, path)
	if (elsewhere !== null) {
		redirect(response, elsewhere)
		return
	}
	const file = site.files.get(path)
	if (file !== undefined) {
		if (isReturnPath(path)) allowCamera(response)
		answerWithFile(file, request, response)
		return
	}
	if (isUpload(request, path)) {
		const uploaded = await site.uploads(request, door.origin)
		// The form has been read here; its answer is the page that shows the form.
		Object.assign(request, { uploaded, method: 'GET' })
		response.setHeader('cache-control', 'no-store')
	}
	// The framework believes this header; nobody outside may set it.
	request.headers['x-forwarded-proto'] = door.origin.protocol.slice(0, -1)
	// SvelteKit answers 304 without the page's policy; the browser would put ours for what is no page in its place.
	delete request.headers['if-none-match']
	await site.pages(request, response)
}

function pathOf(request: IncomingMessage): string {
	const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
	return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

async function answerHealth(site: Site, response: ServerResponse): Promise<void> {
	const well = await site.isWell()
	response.writeHead(well ? 200 : 503, {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
	})
	response.end(well ? 'ok\n' : 'not well\n')
}

/** Works without script: the browser drops what it kept of this site and goes somewhere harmless. */
function leave(response: ServerResponse): void {
	response.writeHead(303, {
		location: ELSEWHERE,
		'cache-control': 'no-store',
		'clear-site-data': '"cache", "cookies", "storage"',
		'referrer-policy': 'no-referrer',
	})
	response.end()
}

function redirect(response: ServerResponse, location: string): void {
	response.writeHead(303, { location, 'cache-control': 'no-store' }).end()
}

/** The team's pages answer on the team's address only, all other pages on the others; assets on both. */
function otherDoor({ origins, deskOrigin }: Site, door: Door, path: string): string | null {
	if (door.kind === 'public') return isDeskPath(path) ? deskOrigin + path : null
	if (isDeskPath(path) || isPartPath(path)) return null
	const [first = deskOrigin] = origins
	return path === '/' ? `${deskOrigin}/en/desk` : first + path
}

/** Says where a fault of ours lies, never what the request held. */
function reportFault(error: unknown): void {
	const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join('\n') : ''
	process.stderr.write(`fault: ${error instanceof Error ? error.name : 'unknown'}\n${stack}\n`)
}
