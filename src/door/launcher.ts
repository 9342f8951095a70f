// The door without script: takes connections and never reads a byte of them. One child for each request reads,
// answers and ends. Argument: the place of the door.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { readDoorPlace } from '#door/door-place.ts'
import { Reception } from '#door/reception.ts'

const place = readDoorPlace(process.argv[2] ?? '')
const reception = new Reception(place, (fault) => process.stderr.write(`${fault}\n`))
const server = createServer({ pauseOnConnect: true }, (connection) => {
	reception.receive(connection)
})
server.listen(place.port, place.host)
await once(server, 'listening')
process.send?.({ port: (server.address() as AddressInfo).port })

let stopping = false
async function stop(): Promise<void> {
	if (stopping) return
	stopping = true
	server.close()
	await reception.close()
	process.exit(0)
}

// The main server's command ends it; a signal to the whole group must not cut off who is being answered.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
process.once('disconnect', () => void stop())
