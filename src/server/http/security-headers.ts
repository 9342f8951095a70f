import type { ServerResponse } from 'node:http'

// [Note: headers] Every answer carries these, errors too. A page's own Content-Security-Policy, with the hashes of its
// inline scripts, comes from the build; what is not a page gets the strictest one.

const NOT_A_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const ALWAYS: Readonly<Record<string, string>> = {
	'content-security-policy': NOT_A_PAGE,
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'cross-origin-embedder-policy': 'require-corp',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	// "no-referrer" would make browsers send `Origin: null` with forms, which is refused.
	'referrer-policy': 'same-origin',
	// A voice note needs the microphone of the tell page, a printed card the camera of the return page (below).
	'permissions-policy': permissions('camera=()'),
}

function permissions(camera: 'camera=()' | 'camera=(self)'): string {
	return `accelerometer=(), autoplay=(), ${camera}, display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(self), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()`
}

export function setSecurityHeaders(response: ServerResponse): void {
	for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value)
}

/** The one page that may ask for the camera: it reads return words from a card. */
export function allowCamera(response: ServerResponse): void {
	response.setHeader('permissions-policy', permissions('camera=(self)'))
}

/**
 * The policy of a built page as a header. A meta tag cannot forbid framing.
 * @param policy what the build wrote into the page
 */
export function pagePolicy(policy: string): string {
	return `${policy}; frame-ancestors 'none'`
}
