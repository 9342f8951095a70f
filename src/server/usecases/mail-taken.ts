import { createHash } from 'node:crypto'
import type { MailServer } from '#server/gateways/mail.ts'
import { settingOf } from '#server/storage/reads/desks.ts'
import type { Store } from '#server/storage/store.ts'

// [Note: mail taken] That a mail was once taken is known of the very server and sender that are set now, and not when:
// a day would say when somebody wrote.

/** Whether this mail server ever took a mail from this address. */
export async function mailTaken({ read }: Store, server: MailServer): Promise<boolean> {
	return (await settingOf(read, 'mail-taken')) === nameOf(server)
}

export async function noteMailTaken(store: Store, server: MailServer): Promise<void> {
	if (await mailTaken(store, server)) return
	await store.write('putSetting', { name: 'mail-taken', value: nameOf(server) })
}

/** Without login and password, and unreadable: a copy of the database names no mail address. */
function nameOf({ url, from }: MailServer): string {
	const { protocol, host } = new URL(url)
	return createHash('sha256').update(`${protocol}//${host} ${from}`).digest('hex')
}
