import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkAddresses } from '#cli/content/check-addresses.ts'

let server: Server
let here: string
let most = 0

beforeEach(async () => {
	let busy = 0
	server = createServer((request, response) => {
		busy += 1
		most = Math.max(most, busy)
		const path = request.url ?? ''
		const end = () => {
			busy -= 1
			const status = Number(path.slice(1, 4))
			response.writeHead(status, { location: '/200' }).end('a page')
		}
		if (!path.startsWith('/slow')) setTimeout(end, 20)
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	const address = server.address()
	if (address === null || typeof address === 'string') throw new TypeError('no port')
	here = `http://127.0.0.1:${String(address.port)}`
})
afterEach(() => {
	server.closeAllConnections()
	server.close()
})

test('an editor learns which addresses are gone, which refuse us and which are silent, and of no other', async () => {
	const shut = createServer().listen(0, '127.0.0.1')
	await once(shut, 'listening')
	const address = shut.address()
	if (address === null || typeof address === 'string') throw new TypeError('no port')
	shut.close()
	const paths = [
		'/200',
		'/302',
		'/404',
		'/410',
		'/403',
		'/500',
		'/slow',
		...Array.from({ length: 9 }, (_, at) => `/200/${String(at)}`),
	]
	const asked = [...paths.map((path) => here + path), `http://127.0.0.1:${String(address.port)}/`]
	const faults = await checkAddresses(new Map(asked.map((one) => [one, ['facts/library']])), 1)
	const told = new Map(faults.map(({ address: of, outcome }) => [of.replace(here, ''), outcome]))
	expect(Object.fromEntries(told)).toEqual({
		'/404': 'gone',
		'/410': 'gone',
		'/403': 'refused',
		'/500': 'refused',
		'/slow': 'no-answer',
		[asked.at(-1) ?? '']: 'no-answer',
	})
	expect(faults[0]?.pages).toEqual(['facts/library'])
	expect(most).toBeLessThanOrEqual(3)
})
