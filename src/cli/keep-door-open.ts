import type { DoorPlace } from '#door/door-place.ts'
import { DoorNotOpened, type OpenDoor, openDoor } from '#door/open-door.ts'

const PAUSE = 1000

export type KeptDoor = { port: number; stop: () => Promise<void> }

/**
 * Opens the door without script, and opens it again whenever its process dies: pages lead to it.
 * @throws DoorNotOpened when it cannot be opened at the first try
 */
export async function keepDoorOpen(place: DoorPlace): Promise<KeptDoor> {
	let door: OpenDoor | null = await openDoor(place)
	const { port } = door
	let isStopping = false
	const mayEnd = () => isStopping
	const keep = async () => {
		for (;;) {
			await door?.closed
			if (mayEnd()) return
			console.error('The page without script stopped; opening it again.')
			await new Promise((resolve) => setTimeout(resolve, PAUSE))
			if (mayEnd()) return
			door = await openedAgain({ ...place, port })
		}
	}
	const kept = keep()
	const stop = async () => {
		isStopping = true
		await door?.stop()
		await kept
	}
	return { port, stop }
}

async function openedAgain(place: DoorPlace): Promise<OpenDoor | null> {
	try {
		return await openDoor(place)
	} catch (error) {
		if (!(error instanceof DoorNotOpened)) throw error
		console.error(error.message)
		return null
	}
}
