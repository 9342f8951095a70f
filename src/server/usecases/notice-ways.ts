import { randomBytes } from 'node:crypto'
import type { Ask, Tell } from '#contract/endpoints.ts'
import { Refused } from '#contract/refusals.ts'
import { noticeRuleOf, noticeWayOf, reachedMembers } from '#server/storage/reads/notices.ts'
import { type Instance, todayOf } from '#server/usecases/instance.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'

export async function showNoticeRule(instance: Instance, { desk }: SignedIn): Promise<Tell<'noticeRule'>> {
	const { rhythm, dailyMinute, quiet, duty } = await noticeRuleOf(instance.store.read, desk.id)
	const reached = await reachedMembers(instance.store.read, desk.id)
	return { rhythm, dailyMinute, quiet, duty: [...duty], reached: reached.map(({ member }) => member) }
}

/** @throws Refused `malformed` when somebody on duty is no member. */
export async function changeNoticeRule(
	instance: Instance,
	{ desk, roster }: SignedIn,
	rule: Ask<'putNoticeRule'>,
): Promise<void> {
	if (!rule.duty.every((member) => roster.members.some(({ id }) => id === member)))
		throw new Refused('malformed', 'duty')
	await instance.store.write('putNoticeRule', { desk: desk.id, rule })
}

export async function showNoticeWay(
	{ store, mail }: Instance,
	{ session }: SignedIn,
): Promise<Tell<'noticeWay'>> {
	return { mail: mail !== null, way: await noticeWayOf(store.read, session.account) }
}

/** @throws Refused `malformed` for an address of mail on a server that sends none. */
export async function changeNoticeWay(
	instance: Instance,
	{ desk, session }: SignedIn,
	{ way, address, language, quiet }: Ask<'putNoticeWay'>,
): Promise<Tell<'putNoticeWay'>> {
	if (way === 'mail' && instance.mail === null) throw new Refused('malformed', 'way')
	const secret = way === 'webhook' ? randomBytes(32).toString('hex') : null
	await instance.store.write('putNoticeWay', {
		account: session.account,
		desk: desk.id,
		way,
		address,
		secret,
		language,
		quiet,
		day: todayOf(instance),
		messageId: randomBytes(16).toString('hex'),
	})
	await instance.store.forget()
	return { secret }
}

/** The address is overwritten, as far as the engine can. */
export async function forgetNoticeWay({ store }: Instance, { session }: SignedIn): Promise<void> {
	await store.write('removeNoticeWay', { account: session.account })
	await store.forget()
}
