import { createHmac } from 'node:crypto'
import { request } from 'node:https'
import { isIP } from 'node:net'
import type { Day } from '#domain/days.ts'
import type { Outcome } from '#server/gateways/outcome.ts'
import { isPublicAddress, lookUpPublic } from '#server/gateways/public-address.ts'

export type WebhookOptions = {
	/** Whether a webhook may lead to this machine or an inner network. */
	mayBeInner: boolean
	/** Certificate of an authority to trust instead of the usual ones, PEM. */
	authority?: string
}

export type SendWebhook = (to: { address: string; body: string }) => Promise<Outcome>

const MILLISECONDS = 20_000

/**
 * All that a webhook says: which server, on which day, and the HMAC-SHA-256 of `<instance> <day>` under the key the
 * member was shown. Always as long.
 */
export function webhookBody(instance: string, day: Day, secret: string): string {
	const hmac = createHmac('sha256', Buffer.from(secret, 'hex')).update(`${instance} ${day}`).digest('hex')
	return JSON.stringify({ instance, day, hmac })
}

/** Posts bodies over HTTPS, to public addresses unless the host allows others. Redirects are not followed. */
export function webhookSender({ mayBeInner, authority }: WebhookOptions): SendWebhook {
	return async ({ address, body }) => {
		const url = new URL(address)
		if (!mayBeInner && !mayBeAsked(url)) return 'never'
		const answered = Promise.withResolvers<number>()
		const asking = request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
			agent: false,
			signal: AbortSignal.timeout(MILLISECONDS),
			...(mayBeInner ? {} : { lookup: lookUpPublic }),
			...(authority === undefined ? {} : { ca: authority }),
		})
		asking.on('response', (response) => {
			response.destroy()
			answered.resolve(response.statusCode ?? 0)
		})
		asking.on('error', answered.reject)
		asking.end(body)
		try {
			return outcomeOf(await answered.promise)
		} catch (error) {
			if (!(error instanceof Error) || !('code' in error)) throw error
			return error.code === 'ENOTPUBLIC' ? 'never' : 'later'
		}
	}
}

/** A name is looked at when it is looked up; a number in its place would pass by that. */
function mayBeAsked({ hostname }: URL): boolean {
	const bare = hostname.replace(/^\[|\]$/g, '')
	return isIP(bare) === 0 || isPublicAddress(bare)
}

function outcomeOf(status: number): Outcome {
	if (status >= 200 && status < 300) return 'sent'
	return status >= 300 && status < 500 && status !== 429 ? 'never' : 'later'
}
