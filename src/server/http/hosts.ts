/** Which of an instance's addresses a request came in by. */
export type Door = { kind: 'public' | 'desk'; origin: URL }

/**
 * Finds the door by the Host header. A host that is none of ours is refused, so that no page of ours is ever shown
 * under a name the host does not know of.
 */
export function doorOf(
	host: string | undefined,
	addresses: { origins: readonly string[]; deskOrigin: string },
): Door | null {
	if (host === undefined) return null
	const desk = new URL(addresses.deskOrigin)
	if (host === desk.host) return { kind: 'desk', origin: desk }
	const origin = addresses.origins.map((text) => new URL(text)).find((url) => url.host === host)
	return origin === undefined ? null : { kind: 'public', origin }
}

/** Whether a path belongs to the team's own pages, which answer on the team's address only. */
export function isDeskPath(path: string): boolean {
	return /^\/[a-z]{2}\/desk(?:\/|$)/.test(path)
}

/** Whether a path is the page where a person gives their return words. */
export function isReturnPath(path: string): boolean {
	return /^\/[a-z]{2}\/w\/return$/.test(path)
}
