import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One connection that is kept, with one request at a time: it costs the machine less than what it measures. */
export type Connection = {
	/** @returns the status of the answer */
	send: (method: 'POST' | 'PUT', path: string, body: Uint8Array) => Promise<number>
	/** Asks for a page, packed. @returns the status of the answer */
	get: (path: string) => Promise<number>
	close: () => void
}

export class AnswerCut extends Error {
	override name = 'AnswerCut'
}

export async function openConnection(port: number): Promise<Connection> {
	const socket = connect({ port, host: '127.0.0.1', noDelay: true })
	await once(socket, 'connect')
	return {
		send: async (method, path, body) => {
			const head = `${method} ${path} HTTP/1.1\r\nhost: localhost:${String(port)}\r\ncontent-type: application/octet-stream\r\n`
			socket.cork()
			socket.write(`${head}content-length: ${String(body.length)}\r\n\r\n`)
			socket.write(body)
			socket.uncork()
			return answerOn(socket)
		},
		get: async (path) => {
			socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost:${String(port)}\r\naccept-encoding: br\r\n\r\n`)
			return answerOn(socket)
		},
		close: () => {
			socket.destroy()
		},
	}
}

function answerOn(socket: Socket): Promise<number> {
	return new Promise((resolve, reject) => {
		let text = ''
		const cut = () => {
			reject(new AnswerCut('the connection ended before the answer'))
		}
		const hear = (chunk: Buffer) => {
			text += chunk.toString('latin1')
			const end = text.indexOf('\r\n\r\n')
			const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1]
			if (end === -1 || length === undefined || text.length < end + 4 + Number(length)) return
			socket.off('data', hear)
			socket.off('close', cut)
			resolve(Number(text.slice(9, 12)))
		}
		socket.on('data', hear)
		socket.once('close', cut)
	})
}

/** @throws RangeError unless the server stored it */
export async function demandStored(sent: Promise<number>): Promise<void> {
	const status = await sent
	if (status !== 200) throw new RangeError(`not stored: ${status}`)
}
