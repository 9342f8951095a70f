import { request as httpRequest } from 'node:http'
import type { Carry } from '#browser/call-server.ts'

/**
 * Carries requests to the main server on this machine under the name people know it by, which `fetch` cannot: that
 * server answers under its own names only.
 * @param host as in `Host:`
 */
export function carryAs(host: string): Carry {
	return (address, { method, headers, body, signal }) =>
		new Promise((resolve, reject) => {
			const options = { method, headers: { ...headers, host }, agent: false, ...(signal && { signal }) }
			const cut = (cause: Error) => {
				reject(new TypeError('the transfer failed', { cause }))
			}
			const request = httpRequest(address, options, (response) => {
				const chunks: Uint8Array[] = []
				response.on('error', cut)
				response.on('data', (chunk: Uint8Array) => chunks.push(chunk))
				response.on('end', () => {
					resolve(new Response(Buffer.concat(chunks), { status: response.statusCode ?? 500 }))
				})
			})
			request.on('error', cut)
			request.end(body ?? undefined)
		})
}
