import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** A line to a server that breaks off after given numbers of bytes have gone up. */
export type CutLine = {
	address: string
	/** Where it leads; the server must answer under this line's address. */
	leadTo: (port: number) => void
	/** From now on: how many bytes have gone up when the line breaks, for each break in turn. */
	cutAt: (cuts: readonly number[]) => void
	/** Bytes that went up since then, lost ones included. */
	sent: () => number
	/** Cuts still to come. */
	left: () => number
	stop: () => void
}

export async function cutLine(): Promise<CutLine> {
	let port = 0
	let coming: number[] = []
	let sent = 0
	const server = createServer((person) => {
		const up = connect(port, '127.0.0.1')
		const breakOff = () => {
			person.destroy()
			up.destroy()
		}
		for (const end of [person, up]) end.on('error', breakOff).on('close', breakOff)
		up.pipe(person)
		person.on('data', (bytes) => {
			sent += bytes.length
			const [next] = coming
			if (next !== undefined && sent >= next) {
				coming.shift()
				breakOff()
			} else up.write(bytes)
		})
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		leadTo: (to) => {
			port = to
		},
		cutAt: (cuts) => {
			coming = [...cuts]
			sent = 0
		},
		sent: () => sent,
		left: () => coming.length,
		stop: () => {
			server.close()
		},
	}
}
