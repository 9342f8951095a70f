import { PUBLIC_ENDPOINTS as E } from '#contract/public-endpoints.ts'
import { deskOf, framesRoute, jsonRoute, type Route, sealedRoute, streamRoute } from '#server/api/route.ts'
import { askFlood } from '#server/usecases/ask-flood.ts'
import {
	acknowledgeAnswers,
	collectAnswers,
	forgetKept,
	giveChallenge,
	listParts,
} from '#server/usecases/come-back.ts'
import { foundDesk } from '#server/usecases/found-desk.ts'
import { join } from '#server/usecases/join.ts'
import { keepCopy } from '#server/usecases/keep-copy.ts'
import { keepLater, sendLater } from '#server/usecases/keep-later.ts'
import { leaveDeposit } from '#server/usecases/leave-deposit.ts'
import { listDesks } from '#server/usecases/list-desks.ts'
import { sendPart } from '#server/usecases/send-part.ts'
import { showRoster } from '#server/usecases/show-roster.ts'
import { signIn } from '#server/usecases/sign-in.ts'
import { tell } from '#server/usecases/tell.ts'
import { writeAgain } from '#server/usecases/write-again.ts'

/** What anybody may ask, and who answers it. */
export const PUBLIC_ROUTES: Record<keyof typeof E, Route> = {
	desks: jsonRoute(E.desks, ({ instance }) => listDesks(instance)),
	roster: jsonRoute(E.roster, (call) => showRoster(call.instance, deskOf(call))),
	flood: jsonRoute(E.flood, (call, ask) => askFlood(call.instance, deskOf(call), ask)),
	tell: sealedRoute(E.tell, (call, head, bytes) => tell(call.instance, deskOf(call), head, bytes)),
	write: sealedRoute(E.write, (call, head, bytes) => writeAgain(call.instance, deskOf(call), head, bytes)),
	sendPart: sealedRoute(E.sendPart, (call, head, bytes) =>
		sendPart(call.instance, deskOf(call), head, bytes),
	),
	challenge: jsonRoute(E.challenge, (call, ask) => giveChallenge(call.instance, deskOf(call), ask)),
	collect: streamRoute(E.collect, (call, ask) => collectAnswers(call.instance, deskOf(call), ask)),
	keepCopy: sealedRoute(E.keepCopy, (call, head, bytes) =>
		keepCopy(call.instance, deskOf(call), head, bytes),
	),
	forgetCopies: jsonRoute(E.forgetCopies, (call, ask) => forgetKept(call.instance, deskOf(call), ask)),
	keepLater: sealedRoute(E.keepLater, (call, head, bytes) =>
		keepLater(call.instance, deskOf(call), head, bytes),
	),
	sendLater: framesRoute(E.sendLater, (call, frames) => sendLater(call.instance, deskOf(call), frames)),
	acknowledge: jsonRoute(E.acknowledge, (call, ask) => acknowledgeAnswers(call.instance, deskOf(call), ask)),
	partsStored: jsonRoute(E.partsStored, (call, ask) => listParts(call.instance, deskOf(call), ask)),
	deposit: sealedRoute(E.deposit, (call, head, bytes) =>
		leaveDeposit(call.instance, deskOf(call), head, bytes),
	),
	setup: jsonRoute(E.setup, ({ instance }, ask) => foundDesk(instance, ask)),
	openSession: jsonRoute(E.openSession, (call, ask) => signIn(call.instance, deskOf(call), ask)),
	join: jsonRoute(E.join, (call, ask) => join(call.instance, deskOf(call), ask)),
}
