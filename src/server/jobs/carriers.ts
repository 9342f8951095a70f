import { mailSender, type MailServer, type SendMail } from '#server/gateways/mail.ts'
import { type SendWebhook, webhookSender } from '#server/gateways/webhook.ts'

/** What notices go out by. */
export type Carriers = { mail: { server: MailServer; send: SendMail } | null; webhook: SendWebhook }

export function carriersOf({
	mail,
	innerWebhooks,
}: {
	mail: MailServer | null
	innerWebhooks: boolean
}): Carriers {
	return {
		mail: mail === null ? null : { server: mail, send: mailSender(mail) },
		webhook: webhookSender({ mayBeInner: innerWebhooks }),
	}
}
