import { type ChildProcess, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DoorPlace, writeDoorPlace } from '#door/door-place.ts'

const PROJECT = join(import.meta.dirname, '../..')
const CHILD = fileURLToPath(new URL('./one-answer.ts', import.meta.url))

// [Note: what a child may do] It holds what somebody wrote, in the clear. No core dump (-c), no file of any length
// (-f), at most so much memory in kilobytes (-d) and so many seconds of the processor (-t). Node's own permissions
// keep it from writing files, starting processes and loading code that is not this project's. Its output goes
// nowhere: an error message could quote the request. It yields to the main server.
const LIMITS = 'ulimit -c 0 && ulimit -f 0 && ulimit -d 800000 && ulimit -t 60 && exec "$0" "$@"'

const NODE_LIMITS = [
	'--permission',
	`--allow-fs-read=${PROJECT}`,
	'--allow-net',
	'--max-old-space-size=128',
	'--max-http-header-size=16384',
]

/** Starts a process that waits to answer one request. It says `ready` when it can. */
export function startChild(place: DoorPlace): ChildProcess {
	const child = spawn(
		'/bin/sh',
		['-c', LIMITS, process.execPath, ...NODE_LIMITS, CHILD, writeDoorPlace(place)],
		{
			cwd: PROJECT,
			env: {},
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		},
	)
	if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
	return child
}
