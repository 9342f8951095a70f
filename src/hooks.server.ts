import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { building } from '$app/env'
import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { takesBrotli } from '#contract/takes-brotli.ts'
import { directionOf, isInterfaceLanguage, type InterfaceLanguage } from '#domain/languages.ts'
import { isGuidePage } from '#components/library/guide-pages.ts'
import { paths } from '#components/paths.ts'
import { withLockingAhead } from '#server/release/locking-ahead.ts'
import { preferredLanguage } from '#server/words/preferred-language.ts'
import { type Borrowed, completeLanguage, notingBorrowed, type Scope, scopeOf } from '#server/words/scope.ts'

export const handle: Handle = async ({ event, resolve }) => {
	const language = languageOf(event)
	const response = await notingBorrowed((borrowed) =>
		resolve(event, {
			transformPageChunk: async ({ html }) =>
				inLanguage(await completed(html, event.url.pathname, language), language, borrowed),
		}),
	)
	if (hasOwnForm(event.url.pathname, language)) allowOwnForm(response)
	return building ? response : kept(await packed(response, event.request), event.platform)
}

/** What a page still lacks when its components have made it. */
async function completed(html: string, path: string, language: InterfaceLanguage): Promise<string> {
	if (path === paths.tell(language)) return building ? withLockingAhead(html) : html
	return explained(html, path, language)
}

/** Links the words of the field where they stand, except on pages that are lists of links or the explanations themselves. */
async function explained(html: string, path: string, language: InterfaceLanguage): Promise<string> {
	if (!isGuidePage(path, language) || [paths.library, paths.words].some((page) => page(language) === path))
		return html
	// A server that only takes messages never reads the texts of the guide.
	const { linkTermsIn } = await import('#server/guide/link-terms.ts')
	const link = linkTermsIn(completeLanguage(language), paths.words(language))
	return html.replace(/<main\b.*<\/main>/su, (main) => link(main))
}

/** Says which language the page is in, and in a line above it what had to be taken from another one. */
function inLanguage(html: string, language: InterfaceLanguage, { how }: Borrowed): string {
	const scope = scopeOf(language)
	const written = scope !== null && how === 'whole-page' ? scope.otherwise : language
	return html
		.replace('%lang%', written)
		.replace('%dir%', directionOf(written))
		.replace('%borrowed%', scope === null || how === 'nothing' ? '' : lineOf(scope, language, how))
}

/** Only a page that is not theirs leads back: a link would take unsent words away from a page they write on. */
function lineOf(
	{ wholePage, somePlaces, home }: Scope,
	language: InterfaceLanguage,
	how: 'some-places' | 'whole-page',
): string {
	const back = `<a href="${paths.home(language)}" data-sveltekit-reload>${home}</a>`
	const line = how === 'whole-page' ? `${wholePage} ${back}` : somePlaces
	return `<aside class="band caution" lang="${language}" dir="${directionOf(language)}"><p>${line}</p></aside>`
}

/** The pages with a form that goes somewhere: everywhere else a form would carry words in the clear. */
function hasOwnForm(path: string, language: InterfaceLanguage): boolean {
	return isGuidePage(path, language) || [paths.upload, paths.find].some((page) => page(language) === path)
}

function allowOwnForm({ headers }: Response): void {
	const policy = headers.get('content-security-policy')
	if (policy === null) return
	headers.set('content-security-policy', policy.replace("form-action 'none'", "form-action 'self'"))
}

/** The adapter packs built files only; a person on paid data gets every page packed. */
async function packed(response: Response, { headers }: Request): Promise<Response> {
	const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
	const isPacked = response.headers.has('content-encoding')
	if (!isPage || isPacked || !takesBrotli(headers.get('accept-encoding')) || response.body === null)
		return response
	const body = await brotli(await response.arrayBuffer())
	const own = new Headers(response.headers)
	own.set('content-encoding', 'br')
	own.set('content-length', String(body.length))
	own.append('vary', 'accept-encoding')
	return new Response(new Uint8Array(body), { status: response.status, headers: own })
}

/** Hands a whole and packed page to who keeps it. */
async function kept(response: Response, platform: App.Platform | undefined): Promise<Response> {
	const keep = platform?.req.keep
	if (keep === undefined || response.status !== 200 || response.headers.get('content-encoding') !== 'br')
		return response
	const page = { headers: [...response.headers], bytes: new Uint8Array(await response.arrayBuffer()) }
	keep(page)
	return new Response(page.bytes, { headers: page.headers })
}

const brotli = promisify(brotliCompress)

/** Gives error pages their words. Only the fault itself is logged: an address may tell who asked for what. */
export const handleError: HandleServerError = async ({ kind, error, event }) => {
	if (kind === 'unknown') process.stderr.write(`${faultOf(error)}\n`)
	const language = languageOf(event)
	// Loaded with the first page: at rest a server holds the texts of no language.
	const { interfaceWords } = await import('#server/words/interface-words.ts')
	return {
		page: {
			language,
			common: interfaceWords(language, 'common'),
			words: interfaceWords(language, 'pages').errors,
		},
	}
}

function faultOf(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.name) : 'something that is not an error was thrown'
}

/** The language an address names, else the one the browser asks for. */
function languageOf({ url, request }: RequestEvent): InterfaceLanguage {
	const [, segment = ''] = url.pathname.split('/')
	return isInterfaceLanguage(segment) ? segment : preferredLanguage(request.headers.get('accept-language'))
}
