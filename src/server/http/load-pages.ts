import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { manifestOf, sha256 } from '#server/release/manifest.ts'
import type { Instance } from '#server/usecases/instance.ts'
import type { PublicInstance } from '#contract/public-instance.ts'
import { readOfflineParts } from '#server/http/built-pages.ts'
import { showPublicDesks } from '#server/usecases/show-public-desks.ts'
import { showPublicRoster } from '#server/usecases/show-roster.ts'

/**
 * Loads SvelteKit's handler from the build. It is not imported by name, because the build does not exist when types
 * are checked.
 */
export async function loadPages(
	build: string,
	instance: Instance,
	{ plainDoors, corrections }: Pick<PublicInstance, 'plainDoors' | 'corrections'>,
): Promise<RequestListener> {
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
	return (request, response) => {
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
