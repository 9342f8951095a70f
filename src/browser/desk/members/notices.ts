import { callServer } from '#browser/desk/call-desk.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import type { Ask, Tell } from '#contract/endpoints.ts'

type Caller = Pick<OpenDesk, 'desk' | 'token'>

/** How a member learns that something came, as the server keeps it. */
export type OwnNotices = Tell<'noticeWay'>
export type TeamNotices = Tell<'noticeRule'>

export async function fetchOwnNotices({ desk, token }: Caller): Promise<OwnNotices> {
	return callServer('noticeWay', null, { at: { desk }, token })
}

/** @returns the key of a webhook, which the server shows this once; null for mail. */
export async function keepNoticeWay(
	{ desk, token }: Caller,
	way: Ask<'putNoticeWay'>,
): Promise<string | null> {
	return (await callServer('putNoticeWay', way, { at: { desk }, token })).secret
}

export async function removeNoticeWay({ desk, token }: Caller): Promise<void> {
	await callServer('removeNoticeWay', null, { at: { desk }, token })
}

export async function fetchTeamNotices({ desk, token }: Caller): Promise<TeamNotices> {
	return callServer('noticeRule', null, { at: { desk }, token })
}

export async function keepNoticeRule({ desk, token }: Caller, rule: Ask<'putNoticeRule'>): Promise<void> {
	await callServer('putNoticeRule', rule, { at: { desk }, token })
}
