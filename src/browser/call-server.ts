import * as v from 'valibot'
import type { Endpoint } from '#contract/endpoint.ts'
import { type Ask, type EndpointName, ENDPOINTS, type Tell } from '#contract/endpoints.ts'
import { type Frame, FramesBroken, readFrames, writeFrames } from '#contract/frames.ts'
import { Refused, refusalBody } from '#contract/refusals.ts'

export { Refused }

/** Nothing came back, or not in the agreed shape: the line was cut, or something in between answered. */
export class LineCut extends Error {
	override name = 'LineCut'
}

/** A frame of an answer: a head of the agreed shape, and sealed bytes. */
export type AnswerFrame<Name extends EndpointName> = { head: Tell<Name>; bytes: Uint8Array }

export type CallOptions = {
	/** Values of the `{name}` places of the address. */
	at?: Readonly<Record<string, string>>
	/** Query of a GET. */
	query?: Readonly<Record<string, string>>
	/** Word of the session of a member. */
	token?: string
	signal?: AbortSignal
}

/** Carries one request to the server. @throws TypeError when the transfer fails, as `fetch` does */
export type Carry = (address: string, request: Carried) => Promise<Response>

export type Carried = {
	method: string
	body: string | Uint8Array<ArrayBuffer> | null
	headers: Record<string, string>
	signal?: AbortSignal
}

let server = ''
let carry: Carry = (address, request) =>
	fetch(address, { ...request, credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' })

/**
 * Names the server for a process that is not one of its pages: a command, the demo, a test.
 * @param by what carries the requests there, where `fetch` cannot name the host that was asked for
 */
export function callServerAt(origin: string, by: Carry = carry): void {
	server = origin
	carry = by
}

/** Calls an endpoint that answers with JSON. Never sends cookies, never stores the answer. */
export async function callServer<Name extends EndpointName>(
	name: Name,
	ask: Ask<Name> | null,
	options: CallOptions = {},
): Promise<Tell<Name>> {
	const body = ask === null ? null : JSON.stringify(ask)
	const response = await request(ENDPOINTS[name], body, 'application/json', options)
	return parsed(name, await readJson(response))
}

/** Calls an endpoint whose body is one or more frames of JSON and sealed bytes, and that answers with JSON. */
export async function sendFrames<Name extends EndpointName>(
	name: Name,
	frames: readonly { head: Ask<Name>; bytes: Uint8Array }[],
	options: CallOptions = {},
): Promise<Tell<Name>> {
	const response = await request(ENDPOINTS[name], writeFrames(frames), 'application/octet-stream', options)
	return parsed(name, await readJson(response))
}

/** Calls an endpoint that answers with frames. */
export async function fetchFrames<Name extends EndpointName>(
	name: Name,
	ask: Ask<Name> | null,
	options: CallOptions = {},
): Promise<AnswerFrame<Name>[]> {
	const body = ask === null ? null : JSON.stringify(ask)
	const response = await request(ENDPOINTS[name], body, 'application/json', options)
	const frames = framesIn(new Uint8Array(await whole(response.arrayBuffer())))
	return frames.map(({ head, bytes }) => ({ head: parsed(name, head), bytes }))
}

/** Calls an endpoint that answers with sealed bytes. */
export async function fetchBytes(name: EndpointName, options: CallOptions): Promise<Uint8Array> {
	const response = await request(ENDPOINTS[name], null, 'application/json', options)
	return new Uint8Array(await whole(response.arrayBuffer()))
}

/** Calls an endpoint whose body is sealed bytes alone. */
export async function sendBytes(
	name: EndpointName,
	bytes: Uint8Array<ArrayBuffer>,
	options: CallOptions,
): Promise<void> {
	await request(ENDPOINTS[name], bytes, 'application/octet-stream', options)
}

async function request(
	endpoint: Endpoint,
	body: string | Uint8Array<ArrayBuffer> | null,
	type: string,
	{ at = {}, query = {}, token, signal }: CallOptions,
): Promise<Response> {
	const path =
		server +
		endpoint.path.replace(/\{(\w+)\}/g, (place, name: string) => encodeURIComponent(at[name] ?? place))
	const search = new URLSearchParams(query).toString()
	const response = await whole(
		carry(search === '' ? path : `${path}?${search}`, {
			method: endpoint.method,
			body,
			headers: {
				...(body === null ? {} : { 'content-type': type }),
				...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
			},
			...(signal === undefined ? {} : { signal }),
		}),
	)
	if (response.ok) return response
	const refusal = v.safeParse(refusalBody, await readJson(response))
	if (!refusal.success) throw new LineCut(`answered ${String(response.status)} without a reason`)
	throw new Refused(refusal.output.because, refusal.output.detail ?? null)
}

function parsed<Name extends EndpointName>(name: Name, value: unknown): Tell<Name> {
	const answer = v.safeParse(ENDPOINTS[name].tell, value)
	if (!answer.success) throw new LineCut('the answer has another shape than agreed')
	return answer.output
}

/** A row cut short is a line cut, whoever cut it. */
function framesIn(body: Uint8Array): Frame[] {
	try {
		return readFrames(body)
	} catch (error) {
		if (error instanceof FramesBroken) throw new LineCut('the answer is cut short', { cause: error })
		throw error
	}
}

async function readJson(response: Response): Promise<unknown> {
	const text = await whole(response.text())
	try {
		return JSON.parse(text)
	} catch (error) {
		if (error instanceof SyntaxError) throw new LineCut('the answer is not JSON', { cause: error })
		throw error
	}
}

/** Browsers report every failed transfer as TypeError. */
async function whole<T>(transfer: Promise<T>): Promise<T> {
	try {
		return await transfer
	} catch (error) {
		if (error instanceof TypeError) throw new LineCut('the line was cut', { cause: error })
		throw error
	}
}
