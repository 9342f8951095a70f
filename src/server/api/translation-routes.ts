import { id } from '#contract/shapes.ts'
import { TRANSLATION_ENDPOINTS as E } from '#contract/translation-endpoints.ts'
import {
	type Call,
	callerOf,
	doneRoute,
	parameterOf,
	type Route,
	sealedRoute,
	streamRoute,
} from '#server/api/route.ts'
import {
	leaveParcel,
	listParcels,
	listThreadParcels,
	removeParcel,
	returnParcel,
} from '#server/usecases/parcels.ts'

const placeOf = (call: Call) => ({
	thread: parameterOf(call, 'thread', id),
	parcel: parameterOf(call, 'parcel', id),
})

/** What members and interpreters may ask about texts to translate, and who answers it. */
export const TRANSLATION_ROUTES: Record<keyof typeof E, Route> = {
	threadParcels: streamRoute(E.threadParcels, (call) =>
		listThreadParcels(call.instance, callerOf(call), parameterOf(call, 'thread', id)),
	),
	leaveParcel: sealedRoute(E.leaveParcel, async (call, { to }, envelope) => {
		await leaveParcel(call.instance, callerOf(call), placeOf(call), { to, envelope })
		return {}
	}),
	removeParcel: doneRoute(E.removeParcel, (call) =>
		removeParcel(call.instance, callerOf(call), placeOf(call)),
	),
	parcels: streamRoute(E.parcels, (call) => listParcels(call.instance, callerOf(call))),
	returnParcel: doneRoute(E.returnParcel, (call) =>
		returnParcel(call.instance, callerOf(call), parameterOf(call, 'parcel', id), call.body),
	),
}
