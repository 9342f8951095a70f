import * as v from 'valibot'
import { type Endpoint, KB } from '#contract/endpoint.ts'
import { count, day, id, mailAddress, secret, webhookAddress } from '#contract/shapes.ts'
import { LANGUAGES } from '#domain/languages.ts'
import { MINUTES_A_DAY, NOTICE_WAYS, RHYTHMS } from '#domain/notices/notice-rule.ts'

const nothing = v.strictObject({})

const minute = v.pipe(count, v.maxValue(MINUTES_A_DAY - 1))
const quiet = v.nullable(v.strictObject({ from: minute, to: minute }))

const noticeRule = {
	rhythm: v.picklist(RHYTHMS),
	/** Minutes of the day are counted in UTC. */
	dailyMinute: minute,
	quiet,
	/** Ids of the members on duty. */
	duty: v.pipe(
		v.array(id),
		v.maxLength(24),
		v.check((ids) => new Set(ids).size === ids.length),
	),
}
const ownNotices = { language: v.picklist(LANGUAGES), quiet }

/** What members ask about how they learn that something came. */
export const NOTICE_ENDPOINTS = {
	noticeRule: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/notices',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			...noticeRule,
			/** Ids of the members who can be told. */
			reached: v.array(id),
		}),
		largest: 0,
		summary: 'How the team wants its members to learn that something came.',
	},
	putNoticeRule: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/notices',
		caller: 'administrator',
		request: 'json',
		ask: v.strictObject(noticeRule),
		answer: 'json',
		tell: nothing,
		largest: 4 * KB,
		summary: 'Decides how members learn that something came, and who is on duty.',
	},
	noticeWay: {
		method: 'GET',
		path: '/api/v1/desks/{desk}/members/mine/notices',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: v.strictObject({
			/** Whether this server sends mail. */
			mail: v.boolean(),
			way: v.nullable(
				v.strictObject({
					way: v.picklist(NOTICE_WAYS),
					address: v.string(),
					...ownNotices,
					/** Day on which the newest notice was turned away. */
					failed: v.nullable(day),
				}),
			),
		}),
		largest: 0,
		summary: 'Where the member is told that something came.',
	},
	putNoticeWay: {
		method: 'PUT',
		path: '/api/v1/desks/{desk}/members/mine/notices',
		caller: 'colleague',
		request: 'json',
		ask: v.variant('way', [
			v.strictObject({ way: v.literal('mail'), address: mailAddress, ...ownNotices }),
			v.strictObject({ way: v.literal('webhook'), address: webhookAddress, ...ownNotices }),
		]),
		answer: 'json',
		tell: v.strictObject({
			/** Key of the HMAC of a webhook, shown this once. */
			secret: v.nullable(secret),
		}),
		largest: 2 * KB,
		summary: 'Where the member is told from now on. A first notice is sent at once.',
	},
	removeNoticeWay: {
		method: 'DELETE',
		path: '/api/v1/desks/{desk}/members/mine/notices',
		caller: 'colleague',
		request: 'none',
		ask: nothing,
		answer: 'json',
		tell: nothing,
		largest: 0,
		summary: 'The member is told no more, and the address is forgotten.',
	},
} as const satisfies Record<string, Endpoint>
