import { Refused } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { appendEntries } from '#browser/desk/inbox/append.ts'
import type { Wrote } from '#browser/desk/inbox/open-thread.ts'
import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import { type Day, daysBetween } from '#domain/days.ts'
import { checkedOriginals, decideCheck } from '#domain/threads/decide-check.ts'
import { hash } from '#contract/shapes.ts'
import * as v from 'valibot'

/** Most envelopes one check speaks of (`contract/entries.ts`). */
const MOST_ORIGINALS = 500

/** How long the original of a message stays on the server after a second member has checked what became of it. */
export const KEPT_DAYS = 7

/**
 * Says in the journal that this member's client found a colleague's work to be what it claims.
 * @returns null when there is nothing to say: something is doubtful, it was said before, or it is one's own work
 */
export async function sayChecked(
	view: ThreadView,
	reader: Reader,
	token: string,
	today: Day,
): Promise<Wrote | null> {
	const { ring, doubts, readOnly } = view.state
	const opens = ring !== null && view.rings.byVersion.has(ring.version)
	if (!opens || doubts.length > 0 || readOnly !== null || view.broken !== null) return null
	const command = { ring: ring.version, originals: unchangedOriginals(view).slice(0, MOST_ORIGINALS) }
	const decision = decideCheck(view.state, command, { ...reader, today })
	if (decision.ok) return { ok: true, entries: await appendEntries(view, [decision.entry], reader, token) }
	const nothingToSay = decision.because === 'own-work' || decision.because === 'already-checked'
	return nothingToSay ? null : decision
}

/** Envelopes whose text this client found word for word in the journal, and that it did not put there itself. */
function unchangedOriginals(view: ThreadView): string[] {
	return view.entries.flatMap(({ entry, found }) =>
		typeof entry === 'object' &&
		'original' in entry &&
		found.message?.original === 'same' &&
		view.state.messages.some(({ originals }) => originals.includes(entry.original))
			? [entry.original]
			: [],
	)
}

/** Asks the server to let go of originals that two members have compared with the journal. */
export async function retireOriginals(
	view: ThreadView,
	reader: Reader,
	token: string,
	today: Day,
): Promise<void> {
	const hashes = checkedOriginals(view.state).filter((original) => isOver(view, original, today))
	if (hashes.length === 0) return
	const at = { desk: reader.roster.desk, thread: view.thread }
	try {
		await callServer('retireOriginal', { hashes: hashes.map((one) => v.parse(hash, one)) }, { at, token })
	} catch (error) {
		// The server counts the days from the opening, which the journal does not tell.
		if (!(error instanceof Refused && error.because === 'too-early')) throw error
	}
}

function isOver(view: ThreadView, original: string, today: Day): boolean {
	const stored = view.originals.get(original)
	return stored !== undefined && stored.message !== 'retired' && daysBetween(stored.day, today) >= KEPT_DAYS
}
