import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answerWithFile, type BuiltFile } from '#server/http/built-pages.ts'
import { doorOf, isDeskPath } from '#server/http/hosts.ts'
import { setSecurityHeaders } from '#server/http/security-headers.ts'

/** Where "leave quickly" leads: a page anybody may have open, reachable in most countries. */
const ELSEWHERE = 'https://www.bing.com/search?q=weather'

export type Site = {
	origins: readonly string[]
	deskOrigin: string
	files: ReadonlyMap<string, BuiltFile>
	/** Answers an API request; false when the path is none of the API's. */
	api: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
	/** SvelteKit, for pages made for each request. */
	pages: RequestListener
	isWell: () => Promise<boolean>
}

/** Answers every request: door, then small addresses, API, built pages, pages. Keeps no log of any of them. */
export function handlerFor(site: Site): RequestListener {
	return (request, response) => {
		setSecurityHeaders(response)
		answer(site, request, response).catch((error: unknown) => {
			reportFault(error)
			if (response.headersSent) response.destroy()
			else response.writeHead(500, { 'cache-control': 'no-store' }).end()
		})
	}
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const door = doorOf(request.headers.host, site)
	if (door === null) {
		response
			.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
			.end('This address is not served here.\n')
		return
	}
	const path = pathOf(request)
	if (path === '/healthz') return answerHealth(site, response)
	if (path === '/leave') return leave(response)
	if (await site.api(request, response)) return
	if (isDeskPath(path) && door.kind === 'public') return redirect(response, site.deskOrigin + path)
	if (!isDeskPath(path) && door.kind === 'desk' && !path.startsWith('/_app/'))
		return redirect(response, deskHome(site, path))
	const file = site.files.get(path)
	if (file !== undefined) {
		answerWithFile(file, request, response)
		return
	}
	// The framework believes this header; nobody outside may set it.
	request.headers['x-forwarded-proto'] = door.origin.protocol.slice(0, -1)
	site.pages(request, response)
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

function deskHome({ origins, deskOrigin }: Site, path: string): string {
	const language = /^\/([a-z]{2})(?:\/|$)/.exec(path)?.[1]
	// The bare address leads a member in; every other page belongs to the public address.
	return path === '/'
		? `${deskOrigin}/en/desk`
		: `${origins[0] ?? deskOrigin}${language === undefined ? '/' : path}`
}

/** Says where a fault of ours lies, never what the request held. */
function reportFault(error: unknown): void {
	const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6).join('\n') : ''
	process.stderr.write(`fault: ${error instanceof Error ? error.name : 'unknown'}\n${stack}\n`)
}
