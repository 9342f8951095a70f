import { resolve } from 'node:path'

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
}

export class SettingsWrong extends Error {
	override name = 'SettingsWrong'
}

/**
 * Reads PORT, HOST, ORIGIN, DESK_ORIGIN, DATA_DIR, DATABASE_URL and SPACE.
 * @throws SettingsWrong with a sentence for the host.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
	const port = Number(environment['PORT'] ?? 8000)
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new SettingsWrong('PORT must be a number from 0 to 65535.')
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
	}
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
