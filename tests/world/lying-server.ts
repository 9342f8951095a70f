import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EndpointName, ENDPOINTS } from '#contract/endpoints.ts'
import { type Frame, readFrames, writeFrames } from '#contract/frames.ts'

/** What a server answers, before and after it is changed. */
export type Said = { status: number; type: string; body: Uint8Array<ArrayBuffer> }

/** Makes the answer of one endpoint. `ask` is what the honest server would say; not calling it keeps it from hearing. */
export type Lie = (ask: () => Promise<Said>, path: string, body: Uint8Array) => Promise<Said>

/** A server that stands where the honest one should, and lies about what it was told to. */
export type LyingServer = {
	address: string
	/** From now on; several endpoints at a time. */
	lie: (lies: Partial<Record<EndpointName, Lie>>) => void
	honest: () => void
	stop: () => void
}

export async function startLyingServer(truth: string): Promise<LyingServer> {
	let lies: Partial<Record<EndpointName, Lie>> = {}
	const server = createServer((request, response) => {
		void (async () => {
			const body = Buffer.concat(await request.toArray())
			const path = request.url ?? '/'
			const lie = lies[nameOf(request) ?? 'desks']
			const ask = () => passOn(truth, request, body)
			const said = lie === undefined || nameOf(request) === null ? await ask() : await lie(ask, path, body)
			response.writeHead(said.status, { 'content-type': said.type }).end(said.body)
		})()
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	return {
		address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		lie: (now) => {
			lies = now
		},
		honest: () => {
			lies = {}
		},
		stop: () => {
			server.closeAllConnections()
			server.close()
		},
	}
}

/** Changes the JSON of an answer. */
export function lieInJson(change: (value: never) => unknown): Lie {
	return async (ask) => {
		const said = await ask()
		const value = JSON.parse(new TextDecoder().decode(said.body)) as never
		return { ...said, body: new TextEncoder().encode(JSON.stringify(change(value))) }
	}
}

/** Changes the frames of an answer. */
export function lieInFrames(change: (frames: Frame[]) => readonly Frame[]): Lie {
	return async (ask) => {
		const said = await ask()
		return { ...said, body: writeFrames(change(readFrames(said.body))) }
	}
}

/** Changes the team's answers among what waits for a person, and leaves the rest. */
export function lieInAnswers(change: (answers: Frame[]) => readonly Frame[]): Lie {
	return lieInFrames((frames) => [
		...frames.filter((frame) => !isAnswer(frame)),
		...change(frames.filter(isAnswer)),
	])
}

function isAnswer({ head }: Frame): boolean {
	return typeof head === 'object' && head !== null && 'kind' in head && head.kind === 'answer'
}

/** Changes the bytes of an answer. */
export function lieInBytes(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Lie {
	return async (ask) => {
		const said = await ask()
		return { ...said, body: change(said.body) }
	}
}

/** Says this instead of asking the honest server, which never hears of it. */
export function sayOnly(value: unknown): Lie {
	return () =>
		Promise.resolve({
			status: 200,
			type: 'application/json',
			body: new TextEncoder().encode(JSON.stringify(value)),
		})
}

function nameOf({ method, url = '/' }: IncomingMessage): EndpointName | null {
	const [path = '/'] = url.split('?', 1)
	const names = Object.keys(ENDPOINTS) as EndpointName[]
	return names.find((name) => ENDPOINTS[name].method === method && isPath(ENDPOINTS[name].path, path)) ?? null
}

function isPath(pattern: string, path: string): boolean {
	return new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
}

async function passOn(truth: string, request: IncomingMessage, body: Buffer): Promise<Said> {
	const { authorization, 'content-type': type } = request.headers
	const response = await fetch(truth + (request.url ?? '/'), {
		method: request.method ?? 'GET',
		body: body.length === 0 ? null : new Uint8Array(body),
		headers: {
			...(type === undefined ? {} : { 'content-type': type }),
			...(authorization === undefined ? {} : { authorization }),
		},
	})
	return {
		status: response.status,
		type: response.headers.get('content-type') ?? 'application/octet-stream',
		body: new Uint8Array(await response.arrayBuffer()),
	}
}
