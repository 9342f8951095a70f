import * as v from 'valibot'

const address = v.pipe(v.string(), v.url())

const doorPlace = v.strictObject({
	/** Where the door listens. */
	port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
	host: v.string(),
	/** Where the main server listens, as `http://127.0.0.1:8000`. */
	api: address,
	/** Public addresses of the main server the door stands beside; it answers under their names only. */
	sites: v.pipe(v.array(address), v.minLength(1)),
})

/** What a door has to know of the instance it belongs to. */
export type DoorPlace = v.InferOutput<typeof doorPlace>

/** Reads what {@link writeDoorPlace} wrote. @throws ValiError when it is something else */
export function readDoorPlace(text: string): DoorPlace {
	return v.parse(doorPlace, JSON.parse(text))
}

export function writeDoorPlace(place: DoorPlace): string {
	return JSON.stringify(place)
}
