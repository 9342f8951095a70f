import { withAnnouncement } from '#domain/closing/closing.ts'
import { DEFAULT_RETENTION, withRetention } from '#domain/keeping/retention.ts'
import type { Member, Roster, RosterEntry } from '#domain/roster/roster.ts'

/** The roster after an entry that `refusalOfEntry` let pass. `hash` is the SHA-256 of the entry's text. */
export function evolveRoster(roster: Roster | null, entry: RosterEntry, hash: string): Roster {
	if (entry.kind === 'founded') return founded(entry, hash)
	if (roster === null) throw new RangeError('a roster begins with its founding entry')
	return { ...changed(roster, entry), seq: entry.seq, head: hash }
}

function founded(entry: Extract<RosterEntry, { kind: 'founded' }>, hash: string): Roster {
	return {
		desk: hash,
		root: entry.root,
		seq: 0,
		head: hash,
		card: entry.card,
		members: [],
		sheetsTried: [],
		recovery: null,
		intake: 'closed',
		retention: DEFAULT_RETENTION,
		gaps: [],
		closing: null,
		closed: null,
	}
}

function changed(roster: Roster, entry: Exclude<RosterEntry, { kind: 'founded' }>): Roster {
	switch (entry.kind) {
		case 'member-added':
			return { ...roster, members: [...roster.members, entry.member] }
		case 'member-removed':
			return withoutMember(roster, entry.id)
		case 'recovery-set':
			return { ...roster, recovery: { recipient: entry.recipient, tried: false } }
		case 'sheet-tried':
			return { ...roster, sheetsTried: [...roster.sheetsTried, entry.id] }
		case 'recovery-tried':
			return roster.recovery === null ? roster : { ...roster, recovery: { ...roster.recovery, tried: true } }
		case 'card-changed':
			return { ...roster, card: entry.card }
		case 'intake-opened':
			return { ...roster, intake: 'open', closing: null }
		case 'intake-closed':
			return { ...roster, intake: 'closed' }
		case 'retention-set':
			return { ...roster, retention: withRetention(roster.retention, entry, entry.day) }
		case 'closing-announced':
			return { ...roster, closing: withAnnouncement(roster.closing, entry) }
		case 'closed': {
			const { day, destroyed, told, collected, handedOver } = entry
			return { ...roster, closed: { day, destroyed, told, collected, handedOver } }
		}
		case 'gap-accepted': {
			const { day, seq } = entry
			return { ...roster, gaps: [...roster.gaps, ...entry.gaps.map((gap) => ({ ...gap, day, roster: seq }))] }
		}
	}
}

function withoutMember(roster: Roster, id: string): Roster {
	const stays = (member: Member) => member.id !== id
	return {
		...roster,
		members: roster.members.filter(stays),
		sheetsTried: roster.sheetsTried.filter((tried) => tried !== id),
	}
}
