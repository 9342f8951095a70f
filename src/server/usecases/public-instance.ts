import type { PublicInstance } from '#contract/public-instance.ts'

export class InstanceMissing extends Error {
	override name = 'InstanceMissing'
}

/** The instance a request arrived at; the HTTP server hangs it on every request before the pages see it. */
export function publicInstance(platform: App.Platform | undefined): PublicInstance {
	if (platform?.req.safeconduct === undefined)
		throw new InstanceMissing('pages were asked for outside the server')
	return platform.req.safeconduct
}
