// A process that answers one request and ends. It may read this project's files and speak to the main server; it may
// write no file and start nothing (see `waiting-child.ts`). Its launcher hands it a connection nobody has read from.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { type Answer, answerRequest } from '#door/answer-request.ts'
import { type FromChild, readAsked } from '#door/child-news.ts'
import { readDoorPlace } from '#door/door-place.ts'
import { DOOR_POLICY } from '#door/look.ts'
import { STANDING_PAGES } from '#door/standing-pages.ts'
import { setSecurityHeaders } from '#server/http/security-headers.ts'

const place = readDoorPlace(process.argv[2] ?? '')
let progress: 'silent' | 'reading' | 'read' | 'answering' = 'silent'

// The launcher decides when this process ends: whoever is being answered is answered.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit(1))
process.once('uncaughtException', endWithFault)
process.once('message', (_, handle) => {
	if (!(handle instanceof Socket)) process.exit(0)
	serve(handle)
	process.on('message', leaveUnread)
})
say({ is: 'ready' })

/**
 * What has come is seen first. This may run in the same round of the event loop that brought the connection; in the
 * next one all that is there to be read is read before immediates run.
 */
function leaveUnread(asked: unknown): void {
	const { leave } = readAsked(asked)
	setImmediate(() =>
		setImmediate(() => {
			if (progress === leave) process.exit(leave === 'silent' ? 0 : 1)
		}),
	)
}

function serve(connection: Socket): void {
	connection.once('close', () => process.exit(0))
	connection.on('error', () => connection.destroy())
	const server = createServer({ requireHostHeader: false }, (request, response) => {
		progress = 'reading'
		say({ is: 'heard' })
		void answer(request, response)
	})
	server.maxRequestsPerSocket = 1
	server.on('clientError', () => {
		if (progress === 'answering' || !connection.writable) {
			connection.destroy()
			return
		}
		startAnswering()
		connection.end(STANDING_PAGES.unreadable)
	})
	server.emit('connection', connection)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	try {
		const worked = await answerRequest(request, place, () => {
			progress = 'read'
			say({ is: 'read' })
		})
		startAnswering()
		write(worked, request, response)
	} catch (error) {
		// Who hung up before the end of their request gets no answer, and nothing of theirs is kept.
		if (request.destroyed && !request.complete) process.exit(0)
		endWithFault(error)
	}
}

function startAnswering(): void {
	progress = 'answering'
	say({ is: 'answering' })
}

function write(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
	setSecurityHeaders(response)
	response.setHeader('content-security-policy', DOOR_POLICY)
	response.setHeader('cache-control', 'no-store')
	response.setHeader('connection', 'close')
	if (answer.kind === 'moved') {
		response.writeHead(303, { location: answer.to }).end()
		return
	}
	const isPage = answer.kind === 'page'
	const body = Buffer.from(isPage ? answer.page.text : answer.text)
	response.writeHead(answer.status, {
		'content-type': `text/${isPage ? 'html' : 'plain'}; charset=utf-8`,
		'content-length': body.length,
	})
	response.end(request.method === 'HEAD' ? undefined : body, () => body.fill(0))
}

/** Says where a fault of ours lies, never what the request held. The launcher then answers in our place. */
function endWithFault(error: unknown): void {
	const name = error instanceof Error ? error.name : 'unknown'
	const stack = error instanceof Error ? (error.stack ?? '').split('\n') : []
	const where = stack.filter((line) => /^\s+at /.test(line)).slice(0, 5)
	const news: FromChild = { is: 'fault', fault: [name, ...where].join('\n') }
	if (process.send === undefined) process.exit(1)
	process.send(news, () => process.exit(1))
}

function say(news: FromChild): void {
	process.send?.(news)
}
