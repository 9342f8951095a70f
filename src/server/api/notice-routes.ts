import { NOTICE_ENDPOINTS as E } from '#contract/notice-endpoints.ts'
import { callerOf, doneRoute, jsonRoute, type Route } from '#server/api/route.ts'
import {
	changeNoticeRule,
	changeNoticeWay,
	forgetNoticeWay,
	showNoticeRule,
	showNoticeWay,
} from '#server/usecases/notice-ways.ts'

/** What members may ask about how they learn that something came, and who answers it. */
export const NOTICE_ROUTES: Record<keyof typeof E, Route> = {
	noticeRule: jsonRoute(E.noticeRule, (call) => showNoticeRule(call.instance, callerOf(call))),
	putNoticeRule: doneRoute(E.putNoticeRule, (call, ask) =>
		changeNoticeRule(call.instance, callerOf(call), ask),
	),
	noticeWay: jsonRoute(E.noticeWay, (call) => showNoticeWay(call.instance, callerOf(call))),
	putNoticeWay: jsonRoute(E.putNoticeWay, (call, ask) => changeNoticeWay(call.instance, callerOf(call), ask)),
	removeNoticeWay: doneRoute(E.removeNoticeWay, (call) => forgetNoticeWay(call.instance, callerOf(call))),
}
