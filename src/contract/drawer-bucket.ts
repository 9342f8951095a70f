/** Digests are kept in so many segments per member. */
export const DRAWER_BUCKETS = 256

/**
 * The segment that holds the digest of a thread: its first byte. The server knows it too, because destroying a
 * thread empties that segment of every member; their clients fill it again from what they may still read.
 */
export function drawerBucketOf(thread: string): number {
	return Number.parseInt(thread.slice(0, 2), 16)
}
