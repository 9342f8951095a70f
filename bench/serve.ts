// A server in a process of its own, with a team that takes messages: started by measurements, ended by their signal.
import { openTeam } from '../tests/world/team.ts'
import { startApi } from '../tests/world/api-server.ts'

const server = await startApi()
const { desk } = await openTeam(server)
process.send?.({ address: server.address, desk, dataDir: server.dataDir })
process.on('message', () => {
	const { rss } = process.memoryUsage()
	process.send?.({ rss })
})
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
