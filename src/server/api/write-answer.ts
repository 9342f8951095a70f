import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type Frame, writeFrames } from '#contract/frames.ts'
import type { Refused } from '#contract/refusals.ts'
import { STATUS } from '#server/api/refusal-status.ts'
import type { Answer } from '#server/api/route.ts'

const BYTES = 'application/octet-stream'

export async function writeAnswer(response: ServerResponse, answer: Answer): Promise<void> {
	if (answer.kind === 'json') writeJson(response, 200, answer.value)
	else if (answer.kind === 'bytes') writeBytes(response, answer.bytes)
	else await writeStream(response, answer.frames)
}

export function writeRefusal(response: ServerResponse, { because, detail }: Refused): void {
	writeJson(response, STATUS[because], detail === null ? { because } : { because, detail })
}

export function writeJson(response: ServerResponse, status: number, value: unknown): void {
	const body = Buffer.from(JSON.stringify(value))
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length })
	response.end(body)
}

function writeBytes(response: ServerResponse, bytes: Uint8Array): void {
	response.writeHead(200, { 'content-type': BYTES, 'content-length': bytes.length })
	response.end(bytes)
}

/** Frame by frame, never faster than the other side reads. One that is cut off in the middle shows as cut off. */
async function writeStream(response: ServerResponse, frames: AsyncIterable<Frame>): Promise<void> {
	response.writeHead(200, { 'content-type': BYTES })
	for await (const frame of frames) {
		if (response.destroyed) return
		if (!response.write(writeFrames([frame]))) await drainedOrClosed(response)
	}
	response.end()
}

/** Leaves no listener behind: a long answer waits hundreds of times. */
async function drainedOrClosed(response: ServerResponse): Promise<void> {
	const over = new AbortController()
	const { signal } = over
	try {
		await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
	} finally {
		over.abort()
	}
}
