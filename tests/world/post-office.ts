import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type Delivered = { to: string; raw: string; headers: string; text: string }

/** A real mail server of this machine, which keeps what it is given and can be told to turn mails away. */
export type PostOffice = {
	url: string
	mails: Delivered[]
	/** SMTP code with which recipients are turned away; null: none are. */
	refuse: { code: number | null }
	stop: () => Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
	const mails: Delivered[] = []
	const refuse: PostOffice['refuse'] = { code: null }
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		logger: false,
		onRcptTo: (_address, _session, answer) => {
			if (refuse.code === null) answer()
			else answer(Object.assign(new Error('turned away'), { responseCode: refuse.code }))
		},
		onData: (stream, session, answer) => {
			void buffer(stream).then((bytes) => {
				const raw = bytes.toString('latin1')
				const to = session.envelope.rcptTo.map(({ address }) => address).join()
				mails.push({ to, raw, ...readMail(raw) })
				answer()
			}, answer)
		},
	})
	// Senders that are killed break their connections.
	server.on('error', () => undefined)
	server.listen(0, '127.0.0.1')
	await once(server.server, 'listening')
	const { port } = server.server.address() as AddressInfo
	return {
		url: `smtp://127.0.0.1:${String(port)}`,
		mails,
		refuse,
		stop: () =>
			new Promise((resolve) => {
				server.close(resolve)
			}),
	}
}

function readMail(raw: string): { headers: string; text: string } {
	const [headers = '', body = ''] = raw.split('\r\n\r\n', 2)
	return { headers, text: Buffer.from(body, 'base64').toString('utf8').trimEnd() }
}

export function headerOf({ headers }: Pick<Delivered, 'headers'>, name: string): string {
	return new RegExp(`^${name}: (.*)$`, 'm').exec(headers)?.[1]?.trim() ?? ''
}
