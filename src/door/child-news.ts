import * as v from 'valibot'

const fromChild = v.variant('is', [
	/** It waits for a connection. */
	v.strictObject({ is: v.literal('ready') }),
	/** The head of a request has arrived. */
	v.strictObject({ is: v.literal('heard') }),
	/** The request was read to its end: what takes time now is ours. */
	v.strictObject({ is: v.literal('read') }),
	/** From here on nobody else may write to the connection. */
	v.strictObject({ is: v.literal('answering') }),
	/** The kind of error and where it was thrown, nothing of the request. */
	v.strictObject({ is: v.literal('fault'), fault: v.string() }),
])

/** What a child that answers tells its launcher. */
export type FromChild = v.InferOutput<typeof fromChild>

export function readChildNews(message: unknown): FromChild {
	return v.parse(fromChild, message)
}

const toChild = v.strictObject({
	/** Others wait: let go of the connection if the request has come no further than this. */
	leave: v.picklist(['silent', 'reading']),
})

/** What a launcher asks of a child that has a connection. */
export type ToChild = v.InferOutput<typeof toChild>

export function readAsked(message: unknown): ToChild {
	return v.parse(toChild, message)
}
