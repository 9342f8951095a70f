import * as v from 'valibot'
import type { Endpoint } from '#contract/endpoint.ts'
import type { EndpointName, Tell } from '#contract/endpoints.ts'
import { type Frame, FrameReader, FramesBroken, writeFrames } from '#contract/frames.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import { refusalBody } from '#contract/refusal-body.ts'
import { Refused } from '#contract/refusals.ts'
import { chunksOf } from '#vault/byte-stream.ts'

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

/** Gives these answers, each once, to whoever asks at their address next, instead of asking again. */
export function answerFrom(asked: Map<string, Promise<Response>>): void {
	const before = carry
	carry = (address, request) => {
		const answer = asked.get(address)
		asked.delete(address)
		return answer ?? before(address, request)
	}
}

type AskOf<Called extends Endpoint> = v.InferOutput<Called['ask']>
type TellOf<Called extends Endpoint> = v.InferOutput<Called['tell']>
type FrameOf<Called extends Endpoint> = { head: TellOf<Called>; bytes: Uint8Array }

/**
 * Ways to call these endpoints. Pages for everybody know only what everybody may ask: what members ask is half of what
 * is agreed, and nobody else need fetch it.
 */
export function callsTo<const Table extends { readonly [Name in keyof Table]: Endpoint }>(endpoints: Table) {
	/** Calls an endpoint that answers with JSON. Never sends cookies, never stores the answer. */
	async function callServer<Name extends keyof Table & string>(
		name: Name,
		ask: AskOf<Table[Name]> | null,
		options: CallOptions = {},
	): Promise<TellOf<Table[Name]>> {
		const body = ask === null ? null : JSON.stringify(ask)
		const response = await request(endpoints[name], body, 'application/json', options)
		return parsed(endpoints[name], await readJson(response))
	}

	/** Calls an endpoint whose body is one or more frames of JSON and sealed bytes, and that answers with JSON. */
	async function sendFrames<Name extends keyof Table & string>(
		name: Name,
		frames: readonly { head: AskOf<Table[Name]>; bytes: Uint8Array }[],
		options: CallOptions = {},
	): Promise<TellOf<Table[Name]>> {
		const response = await request(endpoints[name], writeFrames(frames), 'application/octet-stream', options)
		return parsed(endpoints[name], await readJson(response))
	}

	/** Calls an endpoint that answers with frames. */
	async function fetchFrames<Name extends keyof Table & string>(
		name: Name,
		ask: AskOf<Table[Name]> | null,
		options: CallOptions = {},
	): Promise<FrameOf<Table[Name]>[]> {
		const frames: FrameOf<Table[Name]>[] = []
		for await (const frame of eachFrame(name, ask, options)) frames.push(frame)
		return frames
	}

	/** As {@link fetchFrames}, each as soon as it is whole. */
	async function* eachFrame<Name extends keyof Table & string>(
		name: Name,
		ask: AskOf<Table[Name]> | null,
		options: CallOptions = {},
	): AsyncGenerator<FrameOf<Table[Name]>> {
		const body = ask === null ? null : JSON.stringify(ask)
		const response = await request(endpoints[name], body, 'application/json', options)
		for await (const { head, bytes } of framesIn(response))
			yield { head: parsed(endpoints[name], head), bytes }
	}

	/** Calls an endpoint that answers with sealed bytes. */
	async function fetchBytes(name: keyof Table & string, options: CallOptions): Promise<Uint8Array> {
		const response = await request(endpoints[name], null, 'application/json', options)
		return new Uint8Array(await whole(response.arrayBuffer()))
	}

	/** Calls an endpoint whose body is sealed bytes alone. */
	async function sendBytes(
		name: keyof Table & string,
		bytes: Uint8Array<ArrayBuffer>,
		options: CallOptions,
	): Promise<void> {
		await request(endpoints[name], bytes, 'application/octet-stream', options)
	}

	return { callServer, sendFrames, fetchFrames, eachFrame, fetchBytes, sendBytes }
}

export const { callServer, sendFrames, fetchFrames } = callsTo(PUBLIC_ENDPOINTS)

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

function parsed<Called extends Endpoint>(endpoint: Called, value: unknown): TellOf<Called> {
	const answer = v.safeParse(endpoint.tell, value)
	if (!answer.success) throw new LineCut('the answer has another shape than agreed')
	return answer.output
}

/** A row cut short is a line cut, whoever cut it. */
async function* framesIn(response: Response): AsyncGenerator<Frame> {
	const frames = new FrameReader()
	try {
		if (response.body !== null)
			for await (const arrived of chunksOf(response.body)) yield* frames.take(arrived)
		frames.end()
	} catch (error) {
		if (error instanceof FramesBroken || error instanceof TypeError)
			throw new LineCut('the answer is cut short', { cause: error })
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
