import * as v from 'valibot'
import type { Endpoint } from '#contract/endpoint.ts'
import { type Frame, FramesBroken, readFrames } from '#contract/frames.ts'
import { Refused } from '#contract/refusals.ts'
import type { StoredDesk } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

/** A request the router has looked at: whose it is, where it goes, and its body as it came. */
export type Call = {
	instance: Instance
	/** Values of the path's parameters by name. */
	parameters: ReadonlyMap<string, string>
	query: URLSearchParams
	body: Uint8Array
	/** The desk the path names. */
	desk: StoredDesk | null
	/** The member who calls, where the endpoint asks for one. */
	caller: SignedIn | null
}

export type Answer =
	| { kind: 'json'; value: unknown }
	| { kind: 'frames'; frames: AsyncIterable<Frame> }
	| { kind: 'bytes'; bytes: Uint8Array }

export type Route = { endpoint: Endpoint; answer: (call: Call) => Promise<Answer> }

type AskOf<E extends Endpoint> = v.InferOutput<E['ask']>
type TellOf<E extends Endpoint> = v.InferOutput<E['tell']>
type FrameOf<Schema extends v.GenericSchema> = { head: v.InferOutput<Schema>; bytes: Uint8Array }

/** What a request asks, read by its endpoint's own shape. */
type Reader<Asked> = (endpoint: Endpoint, call: Call) => Asked

/** A route whose request is JSON, or a query, or nothing; whose answer is JSON. */
export function jsonRoute<E extends Endpoint>(
	endpoint: E,
	handle: (call: Call, ask: AskOf<E>) => Promise<TellOf<E>> | TellOf<E>,
): Route {
	return {
		endpoint,
		answer: async (call) => ({
			kind: 'json',
			value: await handle(call, parsed(endpoint.ask, plainAsk(endpoint, call))),
		}),
	}
}

/** As {@link jsonRoute}, where there is nothing to say but that it was done. */
export function doneRoute<E extends Endpoint>(
	endpoint: E,
	handle: (call: Call, ask: AskOf<E>) => Promise<void>,
): Route {
	return {
		endpoint,
		answer: async (call) => {
			await handle(call, parsed(endpoint.ask, plainAsk(endpoint, call)))
			return { kind: 'json', value: {} }
		},
	}
}

/** A route that is sent one sealed frame and answers JSON. */
export function sealedRoute<E extends Endpoint>(
	endpoint: E,
	handle: (call: Call, head: AskOf<E>, bytes: Uint8Array) => Promise<TellOf<E>>,
): Route {
	return {
		endpoint,
		answer: async (call) => {
			const [frame, ...more] = framesOf(call.body)
			if (frame === undefined || more.length > 0) throw new Refused('malformed', 'one frame')
			return { kind: 'json', value: await handle(call, parsed(endpoint.ask, frame.head), frame.bytes) }
		},
	}
}

/** A route that is sent several sealed frames and answers JSON. */
export function framesRoute<E extends Endpoint>(
	endpoint: E,
	handle: (call: Call, frames: FrameOf<E['ask']>[]) => Promise<TellOf<E>>,
): Route {
	return {
		endpoint,
		answer: async (call) => {
			const frames = framesOf(call.body).map(({ head, bytes }) => ({
				head: parsed<E['ask']>(endpoint.ask, head),
				bytes,
			}))
			return { kind: 'json', value: await handle(call, frames) }
		},
	}
}

/** A route that answers with sealed frames, one after the other. */
export function streamRoute<E extends Endpoint>(
	endpoint: E,
	handle: (
		call: Call,
		ask: AskOf<E>,
	) => Promise<AsyncIterable<FrameOf<E['tell']>>> | AsyncIterable<FrameOf<E['tell']>>,
): Route {
	return {
		endpoint,
		answer: async (call) => ({
			kind: 'frames',
			frames: await handle(call, parsed(endpoint.ask, plainAsk(endpoint, call))),
		}),
	}
}

/** A route that answers with sealed bytes alone. */
export function bytesRoute(endpoint: Endpoint, handle: (call: Call) => Promise<Uint8Array>): Route {
	return { endpoint, answer: async (call) => ({ kind: 'bytes', bytes: await handle(call) }) }
}

/** The desk of a call whose path names one. */
export function deskOf({ desk }: Call): StoredDesk {
	if (desk === null) throw new TypeError('this path names no desk')
	return desk
}

/** The member of a call whose endpoint asks for one. */
export function callerOf({ caller }: Call): SignedIn {
	if (caller === null) throw new TypeError('this endpoint asks for no member')
	return caller
}

/** A parameter of the path, checked by its shape. @throws Refused `not-found` */
export function parameterOf<Output>(
	call: Call,
	name: string,
	shape: v.GenericSchema<unknown, Output>,
): Output {
	const result = v.safeParse(shape, call.parameters.get(name))
	if (!result.success) throw new Refused('not-found')
	return result.output
}

const plainAsk: Reader<unknown> = (endpoint, { body, query }) => {
	if (endpoint.request === 'json') return jsonOf(body)
	if (endpoint.request === 'none') return Object.fromEntries(query)
	return {}
}

function jsonOf(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof TypeError) throw new Refused('malformed', 'json')
		throw error
	}
}

function framesOf(body: Uint8Array): Frame[] {
	try {
		return readFrames(body)
	} catch (error) {
		if (error instanceof FramesBroken) throw new Refused('malformed', 'frames')
		throw error
	}
}

/** @throws Refused that names the field, never what it held. */
function parsed<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
	const result = v.safeParse(schema, value)
	if (result.success) return result.output
	throw new Refused('malformed', v.getDotPath(result.issues[0]))
}
