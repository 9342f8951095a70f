import * as v from 'valibot'

const said = v.variant('type', [
	v.object({ type: v.literal('success'), id: v.number(), result: v.unknown() }),
	v.object({ type: v.literal('error'), id: v.nullable(v.number()), error: v.string(), message: v.string() }),
	v.object({ type: v.literal('event'), method: v.string(), params: v.unknown() }),
])

/** A browser that refused a command, or ended. */
export class CommandFailed extends Error {
	override name = 'CommandFailed'
}

/** One session of the W3C protocol WebDriver BiDi: commands and events as JSON over a WebSocket. */
export class WebDriverBidi {
	readonly #socket: WebSocket
	readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
	readonly #onEvent: (method: string, params: unknown) => void
	#last = 0

	private constructor(socket: WebSocket, onEvent: (method: string, params: unknown) => void) {
		this.#socket = socket
		this.#onEvent = onEvent
		socket.addEventListener('message', ({ data }) => {
			this.#hear(v.parse(said, JSON.parse(String(data))))
		})
		socket.addEventListener('close', () => {
			for (const { reject } of this.#waiting.values()) reject(new CommandFailed('the browser ended'))
		})
	}

	/** @param events names of the events to hear of, in every page */
	static async open(
		address: string,
		events: readonly string[],
		onEvent: (method: string, params: unknown) => void,
	): Promise<WebDriverBidi> {
		const socket = new WebSocket(`${address}/session`)
		await new Promise((resolve, reject) => {
			socket.addEventListener('open', resolve)
			socket.addEventListener('error', reject)
		})
		const bidi = new WebDriverBidi(socket, onEvent)
		await bidi.send('session.new', { capabilities: {} })
		await bidi.send('session.subscribe', { events })
		return bidi
	}

	/** @throws CommandFailed with what the browser said */
	send(method: string, params: object): Promise<unknown> {
		this.#last += 1
		const answer = Promise.withResolvers<unknown>()
		this.#waiting.set(this.#last, answer)
		this.#socket.send(JSON.stringify({ id: this.#last, method, params }))
		return answer.promise
	}

	close(): void {
		this.#socket.close()
	}

	#hear(message: v.InferOutput<typeof said>): void {
		if (message.type === 'event') {
			this.#onEvent(message.method, message.params)
			return
		}
		const answer = message.id === null ? undefined : this.#waiting.get(message.id)
		if (answer === undefined) throw new CommandFailed('an answer nobody asked for')
		if (message.type === 'success') answer.resolve(message.result)
		else answer.reject(new CommandFailed(`${message.error}: ${message.message}`))
		if (message.id !== null) this.#waiting.delete(message.id)
	}
}
