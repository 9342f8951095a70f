import type { TeamRecord } from '#domain/threads/records.ts'
import type { Hash } from '#vault/outside/format.ts'

/** Why a deposit in the mailbox is not an answer that can be trusted. */
export type DepositFault = 'damaged' | 'forged' | 'unreadable'

/** One deposit after it was opened. `body` is the exact text the team's key vouches for. */
export type OpenedDeposit = { hash: Hash } & (
	{ ok: true; record: TeamRecord; body: string } | { ok: false; because: DepositFault }
)

/** What stands in the list of answers, each in the place where it belongs. */
export type AnswerItem =
	| { kind: 'answer'; record: TeamRecord; sameNumber: boolean }
	/** Answers `from` to `to` are not there. `maybeRead`: they may have been read after the team wrote the next one. */
	| { kind: 'missing'; from: number; to: number; maybeRead: boolean }
	| { kind: 'replayed'; n: number }
	| { kind: 'fault'; because: DepositFault }

export type Answers = {
	/** Oldest first; faults last, because they have no place of their own. */
	items: AnswerItem[]
	/** Whether they waited in another order than they were written. */
	reordered: boolean
	/** The authentic answer with the highest number: where to write from now on, and which roster it knew. */
	newest: TeamRecord | null
	/** Deposits that may be removed once the person has seen the list. */
	hashes: Hash[]
}

type Authentic = Extract<OpenedDeposit, { ok: true }>

// [Note: what a mailbox can hide] The device remembers nothing, so only the answers themselves say what should be
// there: they are numbered without gaps, and each says up to which number the person has confirmed reading. A server
// that holds back everything cannot be told from a team that has not written; docs/threat-model.md says so.

/**
 * Puts opened deposits in order and says what is wrong with them, in place.
 * @param deposits in the order the server stored them
 * @param readHere highest answer read and confirmed since this visit began; -1 for none
 */
export function arrangeAnswers(deposits: readonly OpenedDeposit[], readHere: number): Answers {
	const authentic = deposits.filter((deposit): deposit is Authentic => deposit.ok)
	const newest = authentic.reduce<TeamRecord | null>(
		(best, { record }) => (best === null || record.n >= best.n ? record : best),
		null,
	)
	const readUpTo = authentic.reduce((most, { record }) => Math.max(most, record.readUpTo), readHere)
	const fresh = withoutRepeats(authentic.filter(({ record }) => record.n > readUpTo))
	return {
		items: [...replayedItems(authentic, readUpTo), ...inPlace(fresh, readUpTo), ...faultItems(deposits)],
		reordered: authentic.some(({ record }, at) => record.n < (authentic[at - 1]?.record.n ?? 0)),
		newest,
		hashes: deposits.filter(isSettled).map(({ hash }) => hash),
	}
}

/** What the team wrote and this page cannot read stays in the mailbox: a newer page may. */
function isSettled(deposit: OpenedDeposit): boolean {
	return deposit.ok || deposit.because !== 'unreadable'
}

/** The same words sealed twice are one answer: the team sends again when it is not sure the first arrived. */
function withoutRepeats(authentic: readonly Authentic[]): Authentic[] {
	const bodies = new Set<string>()
	return authentic.filter(({ body }) => {
		if (bodies.has(body)) return false
		bodies.add(body)
		return true
	})
}

function inPlace(fresh: readonly Authentic[], readUpTo: number): AnswerItem[] {
	const items: AnswerItem[] = []
	let expected = readUpTo + 1
	for (const { record } of [...fresh].sort((one, other) => one.record.n - other.record.n)) {
		if (record.n > expected)
			items.push({ kind: 'missing', from: expected, to: record.n - 1, maybeRead: items.length === 0 })
		const sameNumber = fresh.filter((other) => other.record.n === record.n).length > 1
		items.push({ kind: 'answer', record, sameNumber })
		expected = Math.max(expected, record.n + 1)
	}
	return items
}

function replayedItems(authentic: readonly Authentic[], readUpTo: number): AnswerItem[] {
	const numbers = new Set(authentic.map(({ record }) => record.n).filter((n) => n <= readUpTo))
	return [...numbers].sort((one, other) => one - other).map((n) => ({ kind: 'replayed', n }))
}

function faultItems(deposits: readonly OpenedDeposit[]): AnswerItem[] {
	return deposits.flatMap((deposit): AnswerItem[] =>
		deposit.ok ? [] : [{ kind: 'fault', because: deposit.because }],
	)
}
