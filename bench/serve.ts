// The server itself, in a process of its own so that memory and processor time are its own. Arguments: its data
// folder, the bytes it may fill, and its port.
import { startServer } from '#server/main.ts'

const [dataDir = '', space = '', port = ''] = process.argv.slice(2)
await startServer({
	port: Number(port),
	host: '127.0.0.1',
	origins: [`http://localhost:${port}`],
	deskOrigin: `http://desk.localhost:${port}`,
	dataDir,
	databaseUrl: null,
	space: Number(space),
	demo: false,
})
process.send?.('listening')
