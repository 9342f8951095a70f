import type * as v from 'valibot'

/**
 * Who may call: anybody; a member with a session; a member who is not an interpreter; an interpreter alone; a member
 * who keeps the roster.
 */
export type Caller = 'public' | 'member' | 'colleague' | 'interpreter' | 'administrator'

/**
 * How a body travels. `json`: one JSON text. `sealed`: one frame whose head is the JSON and whose bytes are sealed.
 * `frames`: several such frames. `bytes`: sealed bytes alone.
 */
export type Body = 'none' | 'json' | 'sealed' | 'frames' | 'bytes'

/** The media type a body must be sent with. None of them can be sent by a form of somebody else's page. */
export const MEDIA_TYPES = {
	none: null,
	json: 'application/json',
	sealed: 'application/octet-stream',
	frames: 'application/octet-stream',
	bytes: 'application/octet-stream',
} as const satisfies Record<Body, string | null>

export type Endpoint = {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE'
	/** `{name}` marks a parameter. */
	path: string
	caller: Caller
	request: Body
	/** Shape of the JSON, of the query of a request without a body, or of each frame's head. */
	ask: v.GenericSchema
	answer: Body
	/** Shape of the JSON, or of each frame's head. */
	tell: v.GenericSchema
	/** Upper bound of the request body in bytes. */
	largest: number
	summary: string
}

export const KB = 1024
