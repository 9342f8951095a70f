import { randomBytes } from 'node:crypto'
import { composeMail } from '#server/gateways/compose-mail.ts'
import { mailSender, type MailServer } from '#server/gateways/mail.ts'
import type { Outcome } from '#server/gateways/outcome.ts'
import type { Store } from '#server/storage/store.ts'
import { noteMailTaken } from '#server/usecases/mail-taken.ts'
import { noticeWords } from '#server/words/notice-words.ts'

/**
 * Sends one mail such as members get: the same words and the same size, so that nobody who watches learns that a host
 * is at work.
 * @returns whether the mail server took it, not whether it arrived
 */
export async function tryMail(store: Store, server: MailServer, to: string): Promise<Outcome> {
	const mail = {
		from: server.from,
		to,
		...noticeWords('en', 'news'),
		id: randomBytes(16).toString('hex'),
		date: new Date(),
	}
	const outcome = await mailSender(server)({ to, raw: composeMail(mail) })
	if (outcome === 'sent') await noteMailTaken(store, server)
	return outcome
}
