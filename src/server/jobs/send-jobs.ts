import { randomBytes } from 'node:crypto'
import { dayOf } from '#domain/days.ts'
import { retryAfter } from '#domain/notices/decide-notice.ts'
import type { Clock } from '#server/gateways/clock.ts'
import { composeMail } from '#server/gateways/compose-mail.ts'
import type { Outcome } from '#server/gateways/outcome.ts'
import { webhookBody } from '#server/gateways/webhook.ts'
import type { Carriers } from '#server/jobs/carriers.ts'
import type { Job } from '#server/storage/commands/jobs.ts'
import { settingOf } from '#server/storage/reads/desks.ts'
import type { Store } from '#server/storage/store.ts'
import { noteMailTaken } from '#server/usecases/mail-taken.ts'
import { noticeWords } from '#server/words/notice-words.ts'

const MILLISECONDS_A_MINUTE = 60_000

/** Longer than any sender tries, so that two servers never have the same job in hand. */
const MINUTES_IN_HAND = 5

const AT_ONCE = 4

export type Sending = { store: Store; clock: Clock; carriers: Carriers }

/** Sends what is due, a few at a time, until nothing is. */
export async function sendJobs(sending: Sending): Promise<void> {
	await Promise.all(Array.from({ length: AT_ONCE }, () => sendOneByOne(sending)))
}

async function sendOneByOne(sending: Sending): Promise<void> {
	for (;;) {
		const now = minuteOf(sending.clock.now())
		const job = await sending.store.write('claimJob', { now, until: now + MINUTES_IN_HAND })
		if (job === null) return
		await settle(sending, job, await carry(sending, job))
	}
}

async function carry({ store, clock, carriers }: Sending, job: Job): Promise<Outcome> {
	const { way, address, secret, messageId: id, language, kind } = job
	const date = clock.now()
	if (way === 'webhook') {
		if (secret === null) throw new TypeError('a webhook without a key')
		const body = webhookBody(await instanceIdOf(store), dayAt(date), secret)
		return carriers.webhook({ address, body })
	}
	// The host has taken the mail server away since: the member's page says that no mail is sent.
	if (carriers.mail === null) return 'later'
	const { server, send } = carriers.mail
	const raw = composeMail({ from: server.from, to: address, ...noticeWords(language, kind), id, date })
	const outcome = await send({ to: address, raw })
	if (outcome === 'sent') await noteMailTaken(store, server)
	return outcome
}

async function settle({ store, clock }: Sending, job: Job, outcome: Outcome): Promise<void> {
	const { id, account, tries } = job
	switch (outcome) {
		case 'sent':
			return store.write('endJob', { id, account })
		case 'never':
			return store.write('dropJob', { id, account, day: dayAt(clock.now()) })
		case 'later': {
			const until = Math.ceil((clock.now().getTime() + retryAfter(tries)) / MILLISECONDS_A_MINUTE)
			return store.write('postponeJob', { id, until })
		}
	}
}

/** A random name, so that a webhook says nothing of the team to those who do not know it. */
async function instanceIdOf(store: Store): Promise<string> {
	const known = await settingOf(store.read, 'notice-instance')
	if (known !== null) return known
	await store.write('putSettingOnce', { name: 'notice-instance', value: randomBytes(16).toString('hex') })
	return instanceIdOf(store)
}

function minuteOf(date: Date): number {
	return Math.floor(date.getTime() / MILLISECONDS_A_MINUTE)
}

function dayAt(date: Date) {
	const day = dayOf(date)
	if (day === null) throw new RangeError('the clock shows no date')
	return day
}
