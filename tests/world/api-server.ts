import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoint } from '#contract/endpoint.ts'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { type Frame, readFrames, writeFrames } from '#contract/frames.ts'
import { createApi } from '#server/api/api.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

/** A server with nothing but the API, on a port and in a folder of its own, with a clock tests can move. */
export type ApiServer = {
	address: string
	instance: Instance
	dataDir: string
	clock: { now: Date }
	/** What the server said about faults of its own; a test that expects none looks here. */
	faults: string[]
	stop: () => Promise<void>
}

export async function startApi(
	options: { databaseUrl?: string; space?: number; dataDir?: string } = {},
): Promise<ApiServer> {
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'safeconduct-'))
	const clock = { now: new Date() }
	const instance = await openInstance({
		dataDir,
		databaseUrl: options.databaseUrl ?? null,
		space: options.space ?? 1e12,
		demo: false,
		mail: { url: 'smtp://127.0.0.1:1', from: 'reminders@lantern.example' },
		now: () => clock.now,
	})
	const faults: string[] = []
	const respond = createApi(instance, (fault) => faults.push(fault))
	const server = createServer((request, response) => {
		void respond(request, response).then((was) => {
			if (!was) response.writeHead(404).end()
		})
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		instance,
		dataDir,
		clock,
		faults,
		stop: async () => {
			server.closeAllConnections()
			server.close()
			await instance.store.close()
			if (options.dataDir === undefined) rmSync(dataDir, { recursive: true })
		},
	}
}

export type Asked = {
	at?: Record<string, string>
	query?: Record<string, string>
	token?: string
	json?: unknown
	frames?: readonly Frame[]
	bytes?: Uint8Array
}

export type Answered = {
	status: number
	because: unknown
	value: unknown
	frames: Frame[]
	bytes: Uint8Array
}

/** Calls an endpoint as a client would, without believing anything about the answer. */
export async function ask(address: string, name: EndpointName, asked: Asked = {}): Promise<Answered> {
	const endpoint: Endpoint = ENDPOINTS[name]
	const path = endpoint.path.replace(/\{(\w+)\}/g, (place, key: string) => asked.at?.[key] ?? place)
	const sealed = asked.bytes ?? (asked.frames === undefined ? null : writeFrames(asked.frames))
	const body = sealed ?? (asked.json === undefined ? null : JSON.stringify(asked.json))
	const response = await fetch(`${address}${path}?${new URLSearchParams(asked.query).toString()}`, {
		method: endpoint.method,
		body: body === null || typeof body === 'string' ? body : Uint8Array.from(body),
		headers: {
			...(body === null
				? {}
				: { 'content-type': sealed === null ? 'application/json' : 'application/octet-stream' }),
			...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
		},
	})
	const bytes = new Uint8Array(await response.arrayBuffer())
	const isJson = response.headers.get('content-type') === 'application/json'
	const value: unknown = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : null
	const because = typeof value === 'object' && value !== null && 'because' in value ? value.because : null
	const frames = response.ok && endpoint.answer === 'frames' ? readFrames(bytes) : []
	return { status: response.status, because, value, frames, bytes }
}
