import { backup } from './backup.ts'
import { files } from './files.ts'
import type { Measurement } from './figure.ts'
import { finder } from './finder.ts'
import { flood } from './flood.ts'
import { guide } from './guide.ts'
import { inbox } from './inbox/inbox.ts'
import { library } from './library.ts'
import { lockAndSend } from './lock-and-send.ts'
import { millionRows } from './million-rows.ts'
import { offline } from './offline.ts'
import { pages } from './pages.ts'
import { tell } from './tell.ts'
import { throughput } from './throughput.ts'
import { twoServers } from './two-servers.ts'
import { uploads } from './uploads.ts'

/** One line each. */
export const MEASUREMENTS: readonly Measurement[] = [
	pages,
	guide,
	offline,
	library,
	finder,
	tell,
	lockAndSend,
	throughput,
	flood,
	uploads,
	twoServers,
	files,
	backup,
	inbox,
	// The longest comes last.
	millionRows,
]
