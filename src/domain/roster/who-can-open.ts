import { administrators, type Member, type Roster, triageMembers } from '#domain/roster/roster.ts'

/** Who can open what comes in from now on. */
export function whoCanOpen(roster: Roster): { members: Member[]; recovery: boolean } {
	return { members: triageMembers(roster), recovery: roster.recovery !== null }
}

/** What may go missing, in the order the wizard speaks of it. "Words" are the words of a sheet. */
export const LOSSES = [
	'one-passphrase',
	'one-passphrase-and-sheet',
	'every-passphrase-and-sheet',
	'recovery-words',
	'root-words',
	'every-administrator',
	'return-words',
] as const
export type Loss = (typeof LOSSES)[number]

export type Consequence =
	/** The sheet opens the same keys; nothing is lost. */
	| 'sheet-opens'
	/** A colleague gives access again; nothing is lost. */
	| 'colleague-gives-access'
	/** The team's recovery key opens everything; nothing is lost. */
	| 'recovery-opens'
	/** Nobody opens anything ever again, old or new. */
	| 'all-messages-lost'
	/** Messages still open, but the next loss may be the last. */
	| 'one-way-less'
	/** There was none to lose. */
	| 'nothing-changes'
	/** Administrators and the recovery key can never be changed again. */
	| 'no-new-administrators'
	/** The root names another administrator. */
	| 'root-names-another'
	/** The team can still read and act; the person cannot read answers. */
	| 'answers-lost-to-the-person'

/** What follows when this is lost. A member whose sheet was never tried is taken not to have one. */
export function consequenceOf(roster: Roster, loss: Loss): Consequence {
	const readers = triageMembers(roster)
	switch (loss) {
		case 'one-passphrase':
			return readers.every(({ id }) => roster.sheetsTried.includes(id))
				? 'sheet-opens'
				: consequenceOf(roster, 'one-passphrase-and-sheet')
		case 'one-passphrase-and-sheet':
			return readers.length > 1
				? 'colleague-gives-access'
				: consequenceOf(roster, 'every-passphrase-and-sheet')
		case 'every-passphrase-and-sheet':
			return roster.recovery?.tried === true ? 'recovery-opens' : 'all-messages-lost'
		case 'recovery-words':
			if (roster.recovery === null) return 'nothing-changes'
			return readers.length === 0 ? 'all-messages-lost' : 'one-way-less'
		case 'root-words':
			return 'no-new-administrators'
		case 'every-administrator':
			return administrators(roster).length === 0 ? 'nothing-changes' : 'root-names-another'
		case 'return-words':
			return 'answers-lost-to-the-person'
	}
}
