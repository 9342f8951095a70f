import { resolve } from 'node:path'
import * as v from 'valibot'
import { mailAddress } from '#contract/shapes.ts'

/** Where and for whom an instance listens; read from the environment. */
export type Settings = {
	port: number
	host: string
	origins: string[]
	deskOrigin: string
	dataDir: string
	databaseUrl: string | null
	/** Bytes the server may fill, or null for most of the free disk. */
	space: number | null
	/** The host's mail server, and the address members' mails come from; null: no mail is sent. */
	mail: { url: string; from: string } | null
	/** Whether a member's webhook may lead to this machine or an inner network. */
	innerWebhooks: boolean
	/** The door without script: its port, and the addresses it is reached at. Null: there is none. */
	plainDoor: { port: number; sites: string[]; addresses: string[] } | null
}

export class SettingsWrong extends Error {
	override name = 'SettingsWrong'
}

/**
 * Reads PORT, HOST, ORIGIN, DESK_ORIGIN, DATA_DIR, DATABASE_URL, SPACE, SMTP_URL, SMTP_FROM, INNER_WEBHOOKS,
 * PLAIN_DOOR and PLAIN_DOOR_PORT.
 * @throws SettingsWrong with a sentence for the host.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
	const port = portOf('PORT', environment['PORT'] ?? '8000')
	const origins = (environment['ORIGIN'] ?? `http://localhost:${port},http://127.0.0.1:${port}`)
		.split(',')
		.map((origin) => originOf('ORIGIN', origin))
	const [first = ''] = origins
	return {
		port,
		host: environment['HOST'] ?? '127.0.0.1',
		origins,
		deskOrigin: originOf('DESK_ORIGIN', environment['DESK_ORIGIN'] ?? first.replace('://', '://desk.')),
		dataDir: resolve(environment['DATA_DIR'] ?? './data'),
		space: spaceOf(environment['SPACE']),
		databaseUrl: environment['DATABASE_URL'] ?? null,
		mail: mailOf(environment['SMTP_URL'], environment['SMTP_FROM']),
		innerWebhooks: environment['INNER_WEBHOOKS'] === 'yes',
		plainDoor: plainDoorOf(origins, environment['PLAIN_DOOR'], environment['PLAIN_DOOR_PORT'] ?? '8001'),
	}
}

function portOf(name: string, text: string): number {
	const port = Number(text)
	if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
		throw new SettingsWrong(`${name} must be a number from 0 to 65535.`)
	return port
}

/** Beside an onion address unless the host says no; beside other addresses only if the host says yes. */
function plainDoorOf(
	origins: readonly string[],
	wanted: string | undefined,
	portText: string,
): Settings['plainDoor'] {
	if (wanted !== undefined && wanted !== 'on' && wanted !== 'off')
		throw new SettingsWrong('PLAIN_DOOR must be "on" or "off".')
	const port = portOf('PLAIN_DOOR_PORT', portText)
	const sites = origins.filter((origin) => wanted === 'on' || new URL(origin).hostname.endsWith('.onion'))
	if (wanted === 'off' || sites.length === 0) return null
	const addresses = sites.map((site) => {
		const address = new URL(site)
		address.port = String(port)
		return address.origin
	})
	return { port, sites, addresses }
}

function originOf(name: string, text: string): string {
	if (!URL.canParse(text.trim()))
		throw new SettingsWrong(`${name} must be an address such as https://example.org.`)
	return new URL(text.trim()).origin
}

function spaceOf(text: string | undefined): number | null {
	if (text === undefined) return null
	const gigabytes = Number(text)
	if (!(gigabytes > 0)) throw new SettingsWrong('SPACE must be a number of gigabytes.')
	return Math.floor(gigabytes * 1e9)
}

function mailOf(url: string | undefined, from: string | undefined): Settings['mail'] {
	if (url === undefined) return null
	if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol))
		throw new SettingsWrong('SMTP_URL must be an address such as smtps://name:password@mail.example.org.')
	if (from === undefined || !v.safeParse(mailAddress, from).success)
		throw new SettingsWrong('SMTP_FROM must be the address mails come from, at most 120 letters long.')
	return { url, from }
}
