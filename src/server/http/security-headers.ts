import type { ServerResponse } from 'node:http'

// [Note: headers] Every answer carries these, errors too; only the files of a page leave out what binds pages alone. A
// page's own Content-Security-Policy, with the hashes of its inline scripts, comes from the build; what is not a page
// gets the strictest one.

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
	'permissions-policy': permissionsPolicy({}),
}

export function setSecurityHeaders(response: ServerResponse): void {
	for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value)
}

/** What a built file is to a browser: a document, the script a worker begins with, or a part of either. */
export type FileRole = 'page' | 'worker' | 'part'

const BINDS_PAGES = ['cross-origin-opener-policy', 'permissions-policy', 'x-frame-options']
const BINDS_PAGES_AND_WORKERS = ['content-security-policy', 'cross-origin-embedder-policy', 'referrer-policy']

/**
 * Takes back what browsers do not read on a file of this role: half a kilobyte for each of twenty parts of a page, on
 * lines where every kilobyte is felt. A worker is bound by the policies its own script came with.
 */
export function leaveOutUnread(response: ServerResponse, role: FileRole): void {
	const unread = {
		page: [],
		worker: BINDS_PAGES,
		part: [...BINDS_PAGES, ...BINDS_PAGES_AND_WORKERS],
	}[role]
	for (const name of unread) response.removeHeader(name)
}

/** The one page that may ask for the camera: it reads return words from a card. */
export function allowCamera(response: ServerResponse): void {
	response.setHeader('permissions-policy', permissionsPolicy({ camera: '(self)' }))
}

/** The team's address alone may ask a device for a passkey. */
export function allowPasskeys(response: ServerResponse): void {
	response.setHeader('permissions-policy', permissionsPolicy({ passkeys: '(self)' }))
}

type Allowed = '()' | '(self)'

/** A voice note needs the microphone of the tell page; all else is asked for by the pages named above alone. */
function permissionsPolicy({
	camera = '()',
	passkeys = '()',
}: {
	camera?: Allowed
	passkeys?: Allowed
}): string {
	return `accelerometer=(), autoplay=(), camera=${camera}, display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(self), midi=(), payment=(), picture-in-picture=(), publickey-credentials-create=${passkeys}, publickey-credentials-get=${passkeys}, screen-wake-lock=(), usb=(), xr-spatial-tracking=()`
}

/** The worker that keeps a page fetches that page from here, and loads nothing else. */
export const KEEPER_POLICY = "default-src 'none'; connect-src 'self'"

/**
 * The policy of a built page as a header. A meta tag cannot forbid framing.
 * @param policy what the build wrote into the page
 */
export function pagePolicy(policy: string): string {
	return `${policy}; frame-ancestors 'none'`
}
