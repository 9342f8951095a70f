/** Which of an instance's addresses a request came in by. */
export type Door = { kind: 'public' | 'desk'; origin: URL }

/**
 * The doors of an instance by what the Host header of a request says. A host that is none of ours is refused, so that
 * no page of ours is ever shown under a name the host does not know of.
 */
export function doorsOf(addresses: {
	origins: readonly string[]
	deskOrigin: string
}): ReadonlyMap<string | undefined, Door> {
	const open = addresses.origins.map((text): Door => ({ kind: 'public', origin: new URL(text) }))
	const desk: Door = { kind: 'desk', origin: new URL(addresses.deskOrigin) }
	return new Map([...open.toReversed(), desk].map((door) => [door.origin.host, door]))
}

/** Whether a path belongs to the team's own pages, which answer on the team's address only. */
export function isDeskPath(path: string): boolean {
	return /^\/[a-z]{2}\/desk(?:\/|$)/.test(path)
}

/** Whether a path is no page, but something pages of every address need. */
export function isPartPath(path: string): boolean {
	return path.startsWith('/_app/') || /^\/[a-z]{2}\/letters\.json$/.test(path)
}

/** Whether a path is the page where a person gives their return words. */
export function isReturnPath(path: string): boolean {
	return /^\/[a-z]{2}\/w\/return$/.test(path)
}
