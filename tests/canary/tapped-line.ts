import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** A line to a server that comes from an address of its own, and everything that went up on it. */
export type TappedLine = {
	port: number
	leadTo: (port: number) => void
	wentUp: () => Buffer
	stop: () => void
}

/** @param from an address of this machine (127.0.0.0/8) the server sees */
export async function tapLine(from: string): Promise<TappedLine> {
	let port = 0
	const up: Buffer[] = []
	const server = createServer((person) => {
		const line = connect({ port, host: '127.0.0.1', localAddress: from })
		const breakOff = () => {
			person.destroy()
			line.destroy()
		}
		for (const end of [person, line]) end.on('error', breakOff).on('close', breakOff)
		person.on('data', (bytes) => up.push(Buffer.from(bytes)))
		person.pipe(line)
		line.pipe(person)
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	return {
		port: (server.address() as AddressInfo).port,
		leadTo: (to) => {
			port = to
		},
		wentUp: () => Buffer.concat(up),
		stop: () => {
			server.close()
		},
	}
}
