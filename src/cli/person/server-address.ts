import { callServerAt } from '#browser/call-server.ts'

/**
 * Names the server that all calls of this process go to.
 * @returns why that is not possible, or null
 */
export function useServer(url: unknown): string | null {
	if (typeof url !== 'string' || !URL.canParse(url)) return 'Name the address of the site with --url.'
	const { protocol, hostname, origin } = new URL(url)
	const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
	if (protocol !== 'https:' && !(protocol === 'http:' && (isHere || hostname.endsWith('.onion'))))
		return 'The address must begin with https, or be an onion address.'
	callServerAt(origin)
	return null
}
