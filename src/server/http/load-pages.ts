import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { manifestOf, sha256 } from '#server/release/manifest.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import type { KeptPage, PublicInstance } from '#contract/public-instance.ts'
import { answerWithKept, KeptPages, placeOf } from '#server/http/kept-pages.ts'
import { readOfflineParts } from '#server/http/built-pages.ts'
import { showPublicDesks } from '#server/usecases/show-public-desks.ts'
import { showPublicRoster } from '#server/usecases/show-roster.ts'

/** Milliseconds for which a kept page may show teams and corrections as they were. */
const A_MOMENT = 1000

export type PageListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Loads SvelteKit's handler from the build. It is not imported by name, because the build does not exist when types
 * are checked.
 */
export async function loadPages(
	build: string,
	instance: Instance,
	{ plainDoors, corrections }: Pick<PublicInstance, 'plainDoors' | 'corrections'>,
): Promise<PageListener> {
	// The handler believes this header for the protocol; `handle.ts` overwrites it on every request.
	process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto'
	const loaded: unknown = await import(pathToFileURL(join(build, 'handler.js')).href)
	if (!hasHandler(loaded)) throw new TypeError('build/handler.js exports no handler')
	const offline = readOfflineParts(build)
	const safeconduct: PublicInstance = {
		desks: () => showPublicDesks(instance),
		roster: (desk) => showPublicRoster(instance, desk),
		offline,
		demo: instance.demo,
		plainDoors,
		corrections,
		release: sha256(manifestOf(build)),
	}
	const pages = new KeptPages()
	let last = { from: '', at: -Infinity }
	const madeFrom = async () => {
		const from = JSON.stringify([
			await safeconduct.desks(),
			safeconduct.demo,
			corrections(),
			todayOf(instance),
		])
		last = { from, at: performance.now() }
		return from
	}
	// Asking the database costs more than sending a page.
	const lately = () => (performance.now() - last.at < A_MOMENT ? last.from : madeFrom())
	return async (request, response) => {
		const place = placeOf(request)
		if (place !== null) {
			const page = pages.find(place, await lately())
			if (page !== null) {
				answerWithKept(page, response)
				return
			}
			const from = await madeFrom()
			const keep = (made: KeptPage) => {
				pages.keep(place, from, made)
			}
			Object.assign(request, { keep })
		}
		Object.assign(request, { safeconduct })
		loaded.handler(request, response)
	}
}

function hasHandler(module: unknown): module is { handler: RequestListener } {
	return (
		typeof module === 'object' &&
		module !== null &&
		'handler' in module &&
		typeof module.handler === 'function'
	)
}
