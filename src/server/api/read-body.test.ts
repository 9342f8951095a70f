import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { bodyReader, HungUp } from '#server/api/read-body.ts'

test('those who begin and never end are cut off, the slowest first; whoever finishes is heard', async () => {
	const read = bodyReader(1000)
	const outcomes: string[] = []
	const server = createServer((request, response) => {
		read(request, 1000).then(
			(body) => {
				outcomes.push(`read ${String(body.length)}`)
				response.end()
			},
			(error: unknown) => {
				outcomes.push(error instanceof HungUp ? `cut off ${String(request.url)}` : String(error))
			},
		)
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as AddressInfo
	const begin = async (name: string): Promise<Socket> => {
		const socket = connect(port, '127.0.0.1')
		socket.on('error', () => undefined)
		await once(socket, 'connect')
		const heard = once(server, 'request')
		socket.write(`POST /${name} HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n${'x'.repeat(400)}`)
		await heard
		return socket
	}
	const sockets = [await begin('first'), await begin('second')]
	sockets.push(await begin('third'))
	await expect.poll(() => outcomes).toEqual(['cut off /first'])
	const response = await fetch(`http://127.0.0.1:${String(port)}/`, { method: 'POST', body: 'y'.repeat(900) })
	expect(response.status).toBe(200)
	expect(outcomes).toEqual(['cut off /first', 'cut off /second', 'cut off /third', 'read 900'])
	for (const socket of sockets) socket.destroy()
	server.close()
})
