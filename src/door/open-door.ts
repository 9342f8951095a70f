import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { type DoorPlace, writeDoorPlace } from '#door/door-place.ts'

const LAUNCHER = fileURLToPath(new URL('./launcher.ts', import.meta.url))

const listening = v.strictObject({ port: v.number() })

/** The port is taken, or may not be used. */
export class DoorNotOpened extends Error {
	override name = 'DoorNotOpened'
}

export type OpenDoor = {
	port: number
	/** The launcher, which takes connections and reads none. */
	pid: number
	/** Lets whoever is being answered finish. */
	stop: () => Promise<void>
	/** Resolves when the door has closed, by `stop` or because its process died. */
	closed: Promise<void>
}

/**
 * Opens the door without script, in a process of its own that knows nothing of the database.
 * @throws DoorNotOpened
 */
export async function openDoor(place: DoorPlace): Promise<OpenDoor> {
	const launcher = fork(LAUNCHER, [writeDoorPlace(place)], {
		env: {},
		execArgv: ['--disable-warning=ExperimentalWarning'],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	})
	const closed = once(launcher, 'exit').then(() => undefined)
	const port = await Promise.race([portOf(launcher), closed])
	if (port === undefined || launcher.pid === undefined)
		throw new DoorNotOpened(
			`The page without script could not listen on port ${String(place.port)}: set PLAIN_DOOR_PORT, or PLAIN_DOOR=off.`,
		)
	const stop = async () => {
		if (launcher.connected) launcher.disconnect()
		await closed
	}
	return { port, pid: launcher.pid, stop, closed }
}

async function portOf(launcher: ChildProcess): Promise<number> {
	const heard: unknown[] = await once(launcher, 'message')
	return v.parse(listening, heard[0]).port
}
