// Starts a server on an empty folder and stops it, so that Node keeps the code it compiled: every later start takes
// half as long and the server 35 MB less, because the part of Node that reads TypeScript is never loaded.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../src/server/main.ts'

await import('../src/cli/main.ts')
const dataDir = mkdtempSync(join(tmpdir(), 'warm-'))
const server = await startServer({
	port: 0,
	host: '127.0.0.1',
	origins: ['http://localhost'],
	deskOrigin: 'http://desk.localhost',
	dataDir,
	databaseUrl: null,
	space: 1e9,
	demo: false,
})
await server.stop()
rmSync(dataDir, { recursive: true })
