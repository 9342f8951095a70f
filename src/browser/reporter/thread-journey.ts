import { LineCut, Refused } from '#browser/call-server.ts'
import { KeptCopies } from '#browser/reporter/kept-copies.ts'
import { acknowledge, collectMailbox, type KeptUntil, type Mailbox } from '#browser/reporter/mailbox.ts'
import { type Answers, arrangeAnswers, type OpenedDeposit } from '#browser/reporter/thread-answers.ts'
import type { TeamPresence } from '#browser/reporter/team-presence.ts'
import { type Standing, whereToWrite, type WriteTo } from '#browser/reporter/thread-recipients.ts'
import { findReturnTeams, type ReturnTeam } from '#browser/reporter/thread-team.ts'
import { today } from '#browser/today.ts'
import { type Route, type Saying, Unconfirmed, Visit } from '#browser/reporter/thread-visit.ts'
import type { Consent } from '#domain/consent/consent.ts'
import type { Day } from '#domain/days.ts'
import { laterOf } from '#domain/keeping/keep-for-later.ts'
import { lastDayOf } from '#domain/keeping/retention.ts'
import type { Label, Roster } from '#domain/roster/roster.ts'
import { type Keepable, keptUpTo } from '#domain/threads/copies.ts'
import type { FileRef, TeamRecord } from '#domain/threads/records.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'

export type LookStep = 'team' | 'key' | 'fetch'

export type LookRefusal =
	/** Unknown mailbox and wrong words are one refusal: the server must not say which. */
	'nothing-found' | 'no-team' | 'line-cut' | 'unavailable'

export type Looked = { ok: true; thread: OpenThread } | { ok: false; because: LookRefusal }

export type FoundTeams = { ok: true; teams: ReturnTeam[] } | { ok: false; because: LookRefusal }

/** The teams of this server a person may have written to; at least one. */
export async function teamsToLookAt(today: Day): Promise<FoundTeams> {
	try {
		const teams = await findReturnTeams(today)
		return teams.length > 0 ? { ok: true, teams } : { ok: false, because: 'no-team' }
	} catch (error) {
		return { ok: false, because: lookRefusal(error) }
	}
}

/**
 * Opens the mailbox a return secret stands for and fetches what waits there. With several teams each is tried in
 * turn, because the words make another mailbox at each; a line that breaks ends the search.
 */
export async function lookForAnswers(
	secret: Uint8Array,
	teams: readonly ReturnTeam[],
	onStep: (step: LookStep, share: number, at: number) => void,
): Promise<Looked> {
	let looked: Looked = { ok: false, because: 'no-team' }
	for (const [at, team] of teams.entries()) {
		looked = await lookAt(secret, team, (step, share) => {
			onStep(step, share, at)
		})
		if (looked.ok || looked.because === 'line-cut' || looked.because === 'unavailable') return looked
	}
	return looked
}

async function lookAt(
	secret: Uint8Array,
	team: ReturnTeam,
	onStep: (step: LookStep, share: number) => void,
): Promise<Looked> {
	try {
		const keys = await deriveReturnKeys(secret, team.desk, (share) => {
			onStep('key', share)
		})
		onStep('fetch', 1)
		return { ok: true, thread: await openThread({ desk: team.desk, keys }, team) }
	} catch (error) {
		return { ok: false, because: lookRefusal(error) }
	}
}

/** The same without typing, for a person whose keys are still in this page's memory. */
export async function reopenThread(mailbox: Mailbox, today: Day): Promise<Looked> {
	try {
		const team = (await findReturnTeams(today)).find(({ desk }) => desk === mailbox.desk)
		if (team === undefined) return { ok: false, because: 'no-team' }
		return { ok: true, thread: await openThread(mailbox, team) }
	} catch (error) {
		return { ok: false, because: lookRefusal(error) }
	}
}

function lookRefusal(error: unknown): LookRefusal {
	if (error instanceof LineCut) return 'line-cut'
	if (!(error instanceof Refused)) throw error
	switch (error.because) {
		case 'no-such-mailbox':
		case 'wrong-proof':
			return 'nothing-found'
		case 'no-such-desk':
			return 'no-team'
		default:
			return 'unavailable'
	}
}

async function openThread(mailbox: Mailbox, team: ReturnTeam): Promise<OpenThread> {
	const { copies, deposits, kept: until } = await collectMailbox(mailbox)
	const kept = new KeptCopies(mailbox, copies)
	return new OpenThread(new Visit(mailbox), team, answersBeside(kept, deposits), kept, until)
}

/** Answers that are among the copies were read, whatever became of the news of it; they are shown there. */
function answersBeside(copies: KeptCopies, deposits: readonly OpenedDeposit[]): Answers {
	const upTo = keptUpTo(copies.records)
	const answers = arrangeAnswers(deposits, upTo)
	return { ...answers, items: answers.items.filter((item) => item.kind !== 'replayed' || item.n > upTo) }
}

export type SendRefusal = 'line-cut' | 'unconfirmed' | 'gone' | 'full' | 'unavailable' | 'refused'

export type Sent = { ok: true } | { ok: false; because: SendRefusal; detail: string }

/** A person's thread while they are on the page. */
export class OpenThread {
	readonly visit: Visit
	readonly standing: Standing
	readonly presence: TeamPresence | null
	readonly answers: Answers
	/** The newest authentic answer, also after it was removed from the mailbox. */
	readonly newest: TeamRecord | null
	readonly copies: KeptCopies
	/** Whether the newest text was stored without the copy the person wanted. */
	#notKept = false
	#leftOut: readonly Label[] | null = null
	#kept: KeptUntil | null

	constructor(
		visit: Visit,
		{ standing, presence }: Omit<ReturnTeam, 'desk'>,
		answers: Answers,
		copies: KeptCopies,
		kept: KeptUntil | null,
	) {
		this.visit = visit
		this.standing = standing
		this.presence = presence
		this.answers = answers
		this.newest = answers.newest
		this.copies = copies
		this.#kept = kept
	}

	get mailbox(): Mailbox {
		return this.visit.mailbox
	}

	/** Whether this is only kept, and no team has been sent it. */
	get holdsLater(): boolean {
		return laterOf(this.copies.records).length > 0
	}

	/** Kinds of work whose members must not read, as chosen in this visit. */
	get leftOut(): readonly Label[] {
		return this.#leftOut ?? []
	}

	/** Tells the team of a file whose parts are stored. */
	async takeFile(file: FileRef): Promise<Sent> {
		return this.say({ kind: 'file', file })
	}

	/** Until when all this is kept; null where the server did not say. */
	get keptUntil(): KeptUntil | null {
		return this.#kept
	}

	get notKept(): boolean {
		return this.#notKept
	}

	/** Whom a message would be locked for now. */
	whereTo(): WriteTo {
		return whereToWrite(this.standing, this.newest, this.#leftOut)
	}

	leaveOut(labels: readonly Label[]): void {
		this.#leftOut = labels
	}

	async say(saying: Saying): Promise<Sent> {
		const sent = await this.#sent((route) => this.visit.say(saying, route))
		const again = keepableOf(saying)
		if (!sent.ok || again === null || !this.copies.keeping) return sent
		const kept = await sentOf(this.copies.keep(again, today()))
		this.#notKept = !kept.ok
		return sent
	}

	async decide(consent: Consent): Promise<Sent> {
		return this.#sent((route) => this.visit.decide(consent, route))
	}

	/**
	 * Keeps the answers if the person wants to see them again, tells the team which were read, then has them removed
	 * from the mailbox. In this order: an answer removed before it is kept is lost, and one removed without the
	 * team's knowledge would look held back when the next one comes.
	 */
	async confirmRead(): Promise<Sent> {
		const { newest, visit, answers } = this
		const kept = await sentOf(this.#keepAnswers())
		if (!kept.ok) return kept
		const told = newest === null ? { ok: true as const } : await this.say({ kind: 'read', upTo: newest.n })
		if (!told.ok && told.because === 'line-cut') return told
		return sentOf(acknowledge(visit.mailbox, answers.hashes))
	}

	async #keepAnswers(): Promise<void> {
		if (!this.copies.keeping) return
		for (const item of this.answers.items)
			if (item.kind === 'answer') await this.copies.keep({ kind: 'answer', answer: item.record }, today())
	}

	/** Whatever the person sends starts the time anew, unless the team keeps it longer anyway. */
	#startAnew({ retention }: Roster): void {
		const last = lastDayOf(retention, today())
		if (this.#kept?.until != null && this.#kept.until < last) this.#kept = { until: last }
	}

	async #sent(send: (route: Route) => Promise<void>): Promise<Sent> {
		const to = this.whereTo()
		if (!to.ok || !this.standing.ok) return { ok: false, because: 'refused', detail: 'roster-refuses' }
		const { seq, head } = this.standing.roster
		const sent = await sentOf(send({ recipients: to.recipients, roster: { seq, head } }))
		if (sent.ok) this.#startAnew(this.standing.roster)
		return sent
	}
}

/** How to reach a person is never kept for showing: it would help most whoever stole the words. */
function keepableOf(saying: Saying): Keepable | null {
	if (saying.kind !== 'addition' || saying.topic === 'how-to-reach') return null
	return { kind: 'sent', topic: saying.topic, text: saying.text, when: saying.when }
}

/** How a transfer ended, in the few ways that make a difference to the person. */
export async function sentOf(transfer: Promise<unknown>): Promise<Sent> {
	try {
		await transfer
		return { ok: true }
	} catch (error) {
		if (error instanceof LineCut) return { ok: false, because: 'line-cut', detail: error.message }
		if (error instanceof Unconfirmed) return { ok: false, because: 'unconfirmed', detail: error.message }
		if (error instanceof Refused) return { ok: false, because: meaningOf(error), detail: error.because }
		throw error
	}
}

function meaningOf({ because }: Refused): SendRefusal {
	switch (because) {
		case 'no-such-mailbox':
		case 'no-such-desk':
		case 'wrong-proof':
			return 'gone'
		case 'full':
		case 'thread-full':
		case 'too-large':
			return 'full'
		case 'unavailable':
		case 'server-error':
			return 'unavailable'
		default:
			return 'refused'
	}
}
