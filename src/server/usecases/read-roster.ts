import * as v from 'valibot'
import { readRosterEntry } from '#contract/roster-text.ts'
import { signedText } from '#contract/shapes.ts'
import { evolveRoster } from '#domain/roster/evolve-roster.ts'
import { refusalOfEntry } from '#domain/roster/judge-entry.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { rosterEntries, type RosterRow, type StoredDesk } from '#server/storage/reads/desks.ts'
import type { Store } from '#server/storage/store.ts'
import { type SignedText, signersOf, textHash } from '#vault/outside/signed-text.ts'

export class RosterDamaged extends Error {
	override name = 'RosterDamaged'
}

/** The roster of a desk after each of its entries; the last is the one that counts now. Never empty. */
export type RosterHistory = readonly Roster[]

export type RosterHistories = (desk: StoredDesk) => Promise<RosterHistory>

/** Reads rosters from their signed entries and remembers them; only what is new since is read again. */
export function rosterHistories(store: Store): RosterHistories {
	const remembered = new Map<number, Roster[]>()
	return async (desk) => {
		const known = remembered.get(desk.id) ?? []
		if (known.length > desk.rosterSeq) return known
		const history = [...known]
		for (const row of await rosterEntries(store.read, desk.id, known.length))
			history.push(nextRoster(history.at(-1) ?? null, signedTextOf(row)))
		if (history.length === 0) throw new RosterDamaged('a desk without a founding entry')
		remembered.set(desk.id, history)
		return history
	}
}

export async function currentRoster(rosters: RosterHistories, desk: StoredDesk): Promise<Roster> {
	const roster = (await rosters(desk)).at(-1)
	if (roster === undefined) throw new RosterDamaged('a desk without a founding entry')
	return roster
}

const storedSignatures = v.object({ signatures: signedText.entries.signatures })

/** A signed text out of the columns it is stored in. */
export function signedTextOf({ text, signatures }: Pick<RosterRow, 'text' | 'signatures'>): SignedText {
	return { text, ...v.parse(storedSignatures, { signatures: JSON.parse(signatures) as unknown }) }
}

/** The columns of a signed text. */
export function columnsOf({ text, signatures }: SignedText): { text: string; signatures: string } {
	return { text, signatures: JSON.stringify(signatures) }
}

function nextRoster(roster: Roster | null, signed: SignedText): Roster {
	const entry = readRosterEntry(signed.text)
	if (entry === null) throw new RosterDamaged('a stored entry cannot be read')
	const refusal = refusalOfEntry(roster, entry, signersOf(signed, 'roster-entry'))
	if (refusal !== null) throw new RosterDamaged(`a stored entry does not hold: ${refusal}`)
	return evolveRoster(roster, entry, textHash(signed))
}
