import { randomBytes } from 'node:crypto'
import {
	BETWEEN_CALLS,
	decideNotice,
	delayOf,
	LONGEST_CALL_DELAY,
	LONGEST_DELAY,
	type Moment,
} from '#domain/notices/decide-notice.ts'
import { type NoticeRule, whomToCall } from '#domain/notices/notice-rule.ts'
import type { Clock } from '#server/gateways/clock.ts'
import {
	desksThatCall,
	newestMessageAfter,
	noticeRuleOf,
	type Reached,
	reachedMembers,
} from '#server/storage/reads/notices.ts'
import type { Store } from '#server/storage/store.ts'
import { dayOf } from '#domain/days.ts'

// [Note: no hour on the disk] That something came is known from the desk's order and stays known when the server is
// killed. The instant drawn for a notice lies in memory alone: written down, it would say within minutes when somebody
// wrote. A server that starts anew draws anew.

/** Decides who is told and leaves it to be sent. Keeps the instants drawn. */
export class NoticeDesk {
	readonly #store: Store
	readonly #clock: Clock
	/** By account. */
	readonly #drawn = new Map<number, number>()
	/** By desk: when its members on duty are called, and when they last were. */
	readonly #calls = new Map<number, number>()
	readonly #called = new Map<number, number>()

	constructor(store: Store, clock: Clock) {
		this.#store = store
		this.#clock = clock
	}

	/** Looks once at all desks. */
	async look(): Promise<void> {
		const now = momentOf(this.#clock.now())
		const rules = new Map<number, NoticeRule>()
		for (const reached of await reachedMembers(this.#store.read, null)) {
			const rule = rules.get(reached.desk) ?? (await noticeRuleOf(this.#store.read, reached.desk))
			rules.set(reached.desk, rule)
			await this.#decide(rule, reached, now)
		}
		for (const desk of await desksThatCall(this.#store.read)) await this.#call(desk, now)
	}

	async #decide(rule: NoticeRule, reached: Reached, now: Moment): Promise<void> {
		const { account, desk, noticed, quiet, daily } = reached
		const newest = await newestMessageAfter(this.#store.read, desk, noticed)
		const drawn = this.#drawn.get(account) ?? null
		const decision = decideNotice(rule, { quiet, daily, hasNews: newest !== null, drawn }, now)
		if (decision.do === 'draw')
			this.#drawn.set(account, now.instant + delayOf(LONGEST_DELAY, this.#clock.chance()))
		if (decision.do !== 'tell') return
		const messageId = newMessageId()
		const { kind } = decision
		await this.#store.write('queueNotice', {
			account,
			kind,
			upTo: newest ?? noticed,
			day: now.day,
			messageId,
		})
		this.#drawn.delete(account)
	}

	async #call(desk: number, { instant }: Moment): Promise<void> {
		const at = this.#calls.get(desk) ?? this.#drawCall(desk, instant)
		if (instant < at) return
		const rule = await noticeRuleOf(this.#store.read, desk)
		const called = whomToCall(rule, await reachedMembers(this.#store.read, desk))
		const calls = called.map(({ account }) => ({ account, messageId: newMessageId() }))
		await this.#store.write('queueCalls', { desk, calls })
		this.#calls.delete(desk)
		this.#called.set(desk, instant)
	}

	#drawCall(desk: number, instant: number): number {
		const soonest = instant + delayOf(LONGEST_CALL_DELAY, this.#clock.chance())
		const at = Math.max(soonest, (this.#called.get(desk) ?? -Infinity) + BETWEEN_CALLS)
		this.#calls.set(desk, at)
		return at
	}
}

function newMessageId(): string {
	return randomBytes(16).toString('hex')
}

function momentOf(now: Date): Moment {
	const day = dayOf(now)
	if (day === null) throw new RangeError('the clock shows no date')
	return { instant: now.getTime(), day, minute: now.getUTCHours() * 60 + now.getUTCMinutes() }
}
