import * as v from 'valibot'
import { MEMBER_ENDPOINTS as E } from '#contract/member-endpoints.ts'
import { id } from '#contract/shapes.ts'
import {
	bytesRoute,
	type Call,
	callerOf,
	doneRoute,
	framesRoute,
	jsonRoute,
	parameterOf,
	type Route,
	streamRoute,
} from '#server/api/route.ts'
import { addToRoster, listProposals, propose, renewStatement } from '#server/usecases/add-to-roster.ts'
import { appendToThread } from '#server/usecases/append-to-thread.ts'
import { bringBack, listLacking } from '#server/usecases/bring-back.ts'
import { showClosing } from '#server/usecases/closing.ts'
import { listEnding } from '#server/usecases/end-threads.ts'
import { inspectHost } from '#server/usecases/inspect-host.ts'
import { invite, listJoins, refuseJoin } from '#server/usecases/join.ts'
import {
	addPasskey,
	changeKeyring,
	listPasskeys,
	putDrawer,
	putNames,
	readDrawer,
	readNames,
	removePasskey,
} from '#server/usecases/keep-own-things.ts'
import { listOrphans, readChanges, readPart, readThread } from '#server/usecases/read-changes.ts'
import { destroyThread, discardThreads, retireOriginals } from '#server/usecases/remove-threads.ts'
import { signOut } from '#server/usecases/sign-in.ts'
import { beginTravel, endTravel, listTravels } from '#server/usecases/travel.ts'

const threadOf = (call: Call) => parameterOf(call, 'thread', id)
const passkeyOf = (call: Call) => parameterOf(call, 'passkey', id)
const partNumber = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number))

/** What a member with a session may ask, and who answers it. */
export const MEMBER_ROUTES: Record<keyof typeof E, Route> = {
	endSession: doneRoute(E.endSession, (call) => signOut(call.instance, callerOf(call))),
	changes: streamRoute(E.changes, (call, ask) => readChanges(call.instance, callerOf(call), ask)),
	thread: streamRoute(E.thread, (call) => readThread(call.instance, callerOf(call), threadOf(call))),
	orphans: jsonRoute(E.orphans, (call) => listOrphans(call.instance, callerOf(call))),
	ending: jsonRoute(E.ending, (call) => listEnding(call.instance, callerOf(call))),
	append: framesRoute(E.append, (call, frames) =>
		appendToThread(call.instance, callerOf(call), threadOf(call), frames),
	),
	lacking: jsonRoute(E.lacking, (call, ask) => listLacking(call.instance, callerOf(call), ask)),
	bringBack: framesRoute(E.bringBack, (call, frames) =>
		bringBack(call.instance, callerOf(call), threadOf(call), frames),
	),
	retireOriginal: jsonRoute(E.retireOriginal, (call, ask) =>
		retireOriginals(call.instance, callerOf(call), threadOf(call), ask),
	),
	discard: jsonRoute(E.discard, (call, ask) => discardThreads(call.instance, callerOf(call), ask)),
	destroy: jsonRoute(E.destroy, (call, ask) =>
		destroyThread(call.instance, callerOf(call), threadOf(call), ask),
	),
	closing: jsonRoute(E.closing, (call) => showClosing(call.instance, callerOf(call))),
	filePart: bytesRoute(E.filePart, (call) =>
		readPart(call.instance, callerOf(call), {
			thread: threadOf(call),
			file: parameterOf(call, 'file', id),
			part: parameterOf(call, 'part', partNumber),
		}),
	),
	names: bytesRoute(E.names, (call) => readNames(call.instance, callerOf(call))),
	putNames: doneRoute(E.putNames, (call) => putNames(call.instance, callerOf(call), call.body)),
	addToRoster: jsonRoute(E.addToRoster, (call, ask) => addToRoster(call.instance, callerOf(call), ask)),
	state: doneRoute(E.state, (call, ask) => renewStatement(call.instance, callerOf(call), ask)),
	proposals: jsonRoute(E.proposals, (call) => listProposals(call.instance, callerOf(call))),
	host: jsonRoute(E.host, (call) => inspectHost(call.instance)),
	propose: doneRoute(E.propose, (call, ask) => propose(call.instance, callerOf(call), ask)),
	invite: jsonRoute(E.invite, (call) => invite(call.instance, callerOf(call))),
	joins: jsonRoute(E.joins, (call) => listJoins(call.instance, callerOf(call))),
	refuseJoin: doneRoute(E.refuseJoin, (call) =>
		refuseJoin(call.instance, callerOf(call), parameterOf(call, 'member', id)),
	),
	putKeyring: doneRoute(E.putKeyring, (call, ask) => changeKeyring(call.instance, callerOf(call), ask)),
	beginTravel: doneRoute(E.beginTravel, (call, ask) => beginTravel(call.instance, callerOf(call), ask)),
	travels: jsonRoute(E.travels, (call) => listTravels(call.instance, callerOf(call))),
	endTravel: doneRoute(E.endTravel, (call, ask) =>
		endTravel(call.instance, callerOf(call), parameterOf(call, 'member', id), ask),
	),
	passkeys: jsonRoute(E.passkeys, (call) => listPasskeys(call.instance, callerOf(call))),
	putPasskey: doneRoute(E.putPasskey, (call, ask) =>
		addPasskey(call.instance, callerOf(call), passkeyOf(call), ask),
	),
	removePasskey: doneRoute(E.removePasskey, (call) =>
		removePasskey(call.instance, callerOf(call), passkeyOf(call)),
	),
	drawer: streamRoute(E.drawer, (call) => readDrawer(call.instance, callerOf(call))),
	putDrawer: framesRoute(E.putDrawer, async (call, frames) => {
		await putDrawer(call.instance, callerOf(call), frames)
		return {}
	}),
}
