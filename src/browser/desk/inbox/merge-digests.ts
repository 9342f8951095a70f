import type { Digest } from '#browser/desk/inbox/digest.ts'

/** A list of digests with newer ones put in, newest activity first. */
export function mergeDigests(known: readonly Digest[], fresh: readonly Digest[]): Digest[] {
	const replaced = new Set(fresh.map(({ thread }) => thread))
	return [...known.filter(({ thread }) => !replaced.has(thread)), ...fresh].sort(
		(one, other) => other.order - one.order,
	)
}

/** A list of digests without those of threads that are gone. */
export function withoutThreads(known: readonly Digest[], threads: readonly string[]): Digest[] {
	const gone = new Set(threads)
	return known.filter(({ thread }) => !gone.has(thread))
}

/** A set with one item put in, or taken out when it was in. */
export function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
	const next = new Set(set)
	if (!next.delete(item)) next.add(item)
	return next
}
