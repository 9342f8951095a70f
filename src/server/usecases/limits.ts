import { MOST_KEPT } from '#domain/keeping/keep-for-later.ts'

const MB = 1_000_000

/** What one person may store before the team's first answer. */
export const MOST_UNANSWERED = 50 * MB

/** What a thread may hold while nobody has answered, or while it is only kept for later. */
export function mostUnanswered({ kept }: { kept: string | null }): number {
	return kept === null ? MOST_UNANSWERED : MOST_KEPT
}

/** What the team may leave in one mailbox before the person fetches it. */
export const MOST_WAITING = 50 * MB

/** How long a person has to sign a challenge, and to solve a proof of work on a slow phone and line. */
export const RETURN_SECONDS = 300
export const FLOOD_SECONDS = 900

export const INVITATION_DAYS = 7

/** How many devices of one member may have a passkey. */
export const MOST_PASSKEYS = 12

/** Texts of one thread that may lie with interpreters, or wait to be taken in again. */
export const MOST_PARCELS = 50

/** How long an original stays beside its copy in the journal. */
export const ORIGINAL_DAYS = 7
