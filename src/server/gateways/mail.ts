import type { Transporter } from 'nodemailer'
import type { Outcome } from '#server/gateways/outcome.ts'

export type MailServer = {
	/** `smtps://login:password@mail.example:465`, or `smtp://` with STARTTLS. */
	url: string
	/** Address the mails come from. */
	from: string
}

export type SendMail = (mail: { to: string; raw: string }) => Promise<Outcome>

const MILLISECONDS = 20_000

/** The server says this of an address or a text it will never take (RFC 5321, 4.2.1). */
const PERMANENT = 500

/**
 * Hands mails to the host's mail server, over TLS unless that server runs on this machine. The name of this machine is
 * not told.
 */
export function mailSender({ url, from }: MailServer): SendMail {
	let transport: Promise<Transporter> | null = null
	return async ({ to, raw }) => {
		try {
			transport ??= transportTo(url, from)
			const mails = await transport
			await mails.sendMail({ envelope: { from, to: [to] }, raw })
			return 'sent'
		} catch (error) {
			return outcomeOf(error)
		}
	}
}

/** The library is loaded for the first mail: most servers never send one, and it would take megabytes of their memory. */
async function transportTo(url: string, from: string): Promise<Transporter> {
	const { createTransport } = await import('nodemailer')
	const { hostname, protocol, username, password, port } = new URL(url)
	const isSecure = protocol === 'smtps:'
	return createTransport({
		host: hostname,
		port: port === '' ? (isSecure ? 465 : 587) : Number(port),
		secure: isSecure,
		requireTLS: !isSecure && !isThisMachine(hostname),
		ignoreTLS: isThisMachine(hostname),
		name: from.slice(from.lastIndexOf('@') + 1),
		...(username === ''
			? {}
			: { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
		connectionTimeout: MILLISECONDS,
		greetingTimeout: MILLISECONDS,
		socketTimeout: MILLISECONDS,
	})
}

/** Whatever a mail server or the way to it does wrong is said in an error with a code; anything else is ours. */
function outcomeOf(error: unknown): Outcome {
	if (!(error instanceof Error) || !('code' in error)) throw error
	const refused = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
	const isPermanent =
		'responseCode' in error && typeof error.responseCode === 'number' && error.responseCode >= PERMANENT
	return refused && isPermanent ? 'never' : 'later'
}

function isThisMachine(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
