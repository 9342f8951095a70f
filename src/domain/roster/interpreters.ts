import type { Member, Roster, RosterEntry } from '#domain/roster/roster.ts'

// [Note: interpreters] Whoever interprets opens one text at a time and nothing else: new messages are not locked for
// them, no thread names them among its readers, the names of the team are not locked for them, and the server answers
// them nothing that speaks of threads. This follows from having no role; the work alone (`label`) takes nothing away.

/** Whether a member opens only the texts they are asked to translate. */
export function isInterpreter({ label, roles }: Pick<Member, 'label' | 'roles'>): boolean {
	return label === 'interpreter' && roles.length === 0
}

export function interpretersOf({ members }: Pick<Roster, 'members'>): Member[] {
	return members.filter(isInterpreter)
}

/** The members a thread, the names of the team and a traveller's keys may be locked for. */
export function colleaguesOf({ members }: Pick<Roster, 'members'>): Member[] {
	return members.filter((member) => !isInterpreter(member))
}

/**
 * Why nobody signs or takes this entry any more. Entries that stand are not judged by it: a member who was taken in as
 * an interpreter and opens what comes in stays what the roster says.
 */
export function refusalOfInterpreter(entry: RosterEntry): 'interprets-only' | null {
	if (entry.kind !== 'member-added') return null
	const { label, roles } = entry.member
	return label === 'interpreter' && roles.length > 0 ? 'interprets-only' : null
}
