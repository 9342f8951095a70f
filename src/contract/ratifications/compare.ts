import type { AcceptanceFacts } from '#contract/finder-facts.ts'
import type { Day } from '#domain/days.ts'
import type { Procedure } from '#domain/finder/facts.ts'

/** What the depositary's table says of one treaty. */
export type TreatyStatus = {
	/** Number in the treaty collection: `IV-5`. */
	treaty: string
	asOf: Day
	/** How many parties the page says there are; null where it says nothing. */
	parties: number | null
	/** `bound`: day of the act; null after a mere signature, or when the State has left. */
	rows: readonly { participant: string; bound: Day | null }[]
}

/** One cell of facts that differs. */
export type Change = {
	state: string
	part: 'party' | 'accepts'
	cell: string
	from: Day | boolean
	to: Day | boolean
}

export type Comparison = {
	changes: readonly Change[]
	/** Participants whose name is none we know. */
	unmatched: readonly string[]
	/** What a person has to read in the declarations below the table. */
	toLookAt: readonly string[]
	/** Why nothing of it may be written; empty when all is well. */
	doubts: readonly string[]
}

/** Procedures that come with a treaty, on the same day. */
const WITH_TREATY: Readonly<Record<string, readonly Procedure[]>> = {
	CERD: ['ewua_cerd'],
	CCPR_OP1: ['ic_ccpr'],
	CESCR_OP: ['ic_cescr'],
	CEDAW_OP: ['ic_cedaw'],
	OPCAT: ['spt'],
	CRC_OPIC: ['ic_crc'],
	CRPD_OP: ['ic_crpd'],
	CED: ['ua_ced'],
}

/** Procedures a State accepts or shuts out by a declaration, which stands below the table in prose. */
const BY_DECLARATION: Readonly<Record<string, readonly Procedure[]>> = {
	CERD: ['ic_cerd'],
	CESCR_OP: ['inq_cescr'],
	CEDAW_OP: ['inq_cedaw'],
	CAT: ['ic_cat', 'inq_cat'],
	CRC_OPIC: ['inq_crc'],
	CMW: ['ic_cmw'],
	CRPD_OP: ['inq_crpd'],
	CED: ['ic_ced', 'visit_ced'],
}

/** So many States do not leave a treaty between two readings: the page is not whole. */
const MOST_GONE = 3

/** @param codeOf a name as the treaty collection writes it; null for a participant that is no State here; undefined: unknown */
export function compareTreaty(
	facts: AcceptanceFacts,
	status: TreatyStatus,
	codeOf: (participant: string) => string | null | undefined,
): Comparison {
	const key = instrumentOf(facts, status.treaty)
	if (key === null) return nothing([`${status.treaty} is none of the treaties of this guide`])
	const named = status.rows.map((row) => ({ ...row, code: codeOf(row.participant) }))
	const bound = new Map(named.flatMap((row) => (typeof row.code === 'string' ? [[row.code, row.bound]] : [])))
	const changes = Object.entries(facts.states).flatMap(([state, { party, accepts }]) => {
		const to = bound.get(state) ?? false
		const follows = (WITH_TREATY[key] ?? []).map((cell) => ({
			...{ state, part: 'accepts' as const, cell, from: accepts[cell], to },
		}))
		const falls = to === false ? (BY_DECLARATION[key] ?? []) : []
		const fallen = falls.map((cell) => ({
			...{ state, part: 'accepts' as const, cell, from: accepts[cell], to: false },
		}))
		const joined: Change = { state, part: 'party', cell: key, from: party[key] ?? false, to }
		return [joined, ...follows, ...fallen].filter((change) => change.from !== change.to)
	})
	const joining = changes.filter((change) => change.part === 'party')
	const unmatched = named.flatMap(({ code, participant }) => (code === undefined ? [participant] : []))
	return {
		changes,
		unmatched,
		toLookAt: joining
			.filter(({ to }) => to !== false)
			.flatMap(({ state }) => (BY_DECLARATION[key] ?? []).map((procedure) => `${state} ${procedure}`)),
		doubts: doubtsOf(status, joining, unmatched),
	}
}

function doubtsOf({ parties, rows }: TreatyStatus, joining: readonly Change[], unmatched: readonly string[]) {
	const read = rows.filter(({ bound }) => bound !== null).length
	const gone = joining.filter(({ to }) => to === false).length
	return [
		...(rows.length === 0 ? ['no table of participants was found'] : []),
		...(parties !== null && parties !== read
			? [`the page speaks of ${String(parties)} parties, ${String(read)} were read`]
			: []),
		...(gone > MOST_GONE ? [`${String(gone)} States would have left`] : []),
		...(unmatched.length > 0 ? ['a participant is not known: add its name to treaty-names.ts'] : []),
	]
}

/** One line of a list: a State, a procedure or treaty of the guide, and a day, true or false. */
export type ToldCell = { state: string; cell: string; to: Day | boolean }

/** Compares only the cells that are named. */
export function compareCells(facts: AcceptanceFacts, told: readonly ToldCell[]): Comparison {
	const read = told.map(({ state, cell, to }) => {
		const known = facts.states[state]
		const accepted = new Map<string, Day | boolean>(Object.entries(known?.accepts ?? {})).get(cell)
		const joined = known?.party[cell]
		if (accepted !== undefined) return { state, part: 'accepts' as const, cell, from: accepted, to }
		return joined === undefined
			? `${state} ${cell}`
			: { state, part: 'party' as const, cell, from: joined, to }
	})
	const unmatched = read.filter((one) => typeof one === 'string')
	const changes = read.filter((one) => typeof one !== 'string').filter(({ from, to }) => from !== to)
	const isPartyTrue = changes.some(({ part, to }) => part === 'party' && to === true)
	return {
		changes,
		unmatched,
		toLookAt: [],
		doubts: [
			...(unmatched.length > 0 ? ['a State or procedure is not known'] : []),
			...(isPartyTrue ? ['a treaty needs the day of the act'] : []),
		],
	}
}

export function instrumentOf({ instruments }: AcceptanceFacts, treaty: string): string | null {
	return Object.entries(instruments).find(([, { untc }]) => untc === treaty)?.[0] ?? null
}

function nothing(doubts: readonly string[]): Comparison {
	return { changes: [], unmatched: [], toLookAt: [], doubts }
}
