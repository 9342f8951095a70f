// A server with nothing but the API, in a process tests may kill. Argument: its data folder. It prints its address
// and its process id.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from '#server/api/api.ts'
import { stopGently } from '#server/http/stop-gently.ts'
import { openInstance } from '#server/usecases/open-instance.ts'

const dataDir = process.argv[2] ?? ''
const instance = await openInstance({
	dataDir,
	databaseUrl: null,
	space: 1e12,
	demo: false,
	mail: { url: 'smtp://127.0.0.1:1', from: 'reminders@lantern.example' },
	now: () => new Date(),
})
const respond = createApi(instance, (fault) => process.stderr.write(`${fault}\n`))
const server = createServer((request, response) => {
	void respond(request, response)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.once('SIGTERM', () => {
	void stopGently(server, 5).then(() => instance.store.close())
})
const { port } = server.address() as AddressInfo
process.stdout.write(`http://127.0.0.1:${String(port)} ${String(process.pid)}\n`)
