export type Mail = {
	from: string
	to: string
	subject: string
	text: string
	/** 32 hex characters; the same whenever the same mail is sent again. */
	id: string
	date: Date
}

/** Bytes of every mail, whoever it is for, in whatever language and about whatever. */
export const MAIL_SIZE = 2048

const BODY_SIZE = 900

/** A text too long for the one size of all mails: a fault of ours, found by a test of all texts. */
export class MailTooLong extends Error {
	override name = 'MailTooLong'
}

/**
 * A mail as it goes over the line (RFC 5322), always {@link MAIL_SIZE} bytes: the body is padded with spaces, and a
 * header without meaning takes up what address and subject leave.
 * @throws MailTooLong
 */
export function composeMail({ from, to, subject, text, id, date }: Mail): string {
	const headers = [
		`From: <${from}>`,
		`To: <${to}>`,
		`Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
		`Date: ${date.toUTCString().replace('GMT', '+0000')}`,
		`Message-ID: <${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
		'Auto-Submitted: auto-generated',
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: base64',
	]
	const start = `${headers.join('\r\n')}\r\nX-Fill: `
	const end = `\r\n\r\n${linesOf(padded(text).toString('base64'))}`
	const fill = MAIL_SIZE - start.length - end.length
	if (fill < 1) throw new MailTooLong('no room for address and subject')
	return `${start}${'-'.repeat(fill)}${end}`
}

function padded(text: string): Buffer {
	const bytes = Buffer.from(`${text}\r\n`)
	if (bytes.length > BODY_SIZE) throw new MailTooLong('no room for the text')
	return Buffer.concat([bytes, Buffer.alloc(BODY_SIZE - bytes.length, ' ')])
}

function linesOf(base64: string): string {
	return base64.replace(/.{1,76}/g, '$&\r\n')
}
