import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Endpoint, MEDIA_TYPES } from '#contract/endpoint.ts'
import { Refused } from '#contract/refusals.ts'
import { isInterpreter } from '#domain/roster/interpreters.ts'
import { dropBody } from '#server/api/drop-body.ts'
import { type Match, pathMatcher } from '#server/api/match-path.ts'
import { MEMBER_ROUTES } from '#server/api/member-routes.ts'
import { NOTICE_ROUTES } from '#server/api/notice-routes.ts'
import { openApi } from '#server/api/openapi.ts'
import { PUBLIC_ROUTES } from '#server/api/public-routes.ts'
import { TRANSLATION_ROUTES } from '#server/api/translation-routes.ts'
import { bodyReader, HungUp, type ReadBody } from '#server/api/read-body.ts'
import type { Call } from '#server/api/route.ts'
import { writeAnswer, writeJson, writeRefusal } from '#server/api/write-answer.ts'
import { findDesk } from '#server/storage/reads/desks.ts'
import { describeFault } from '#server/describe-fault.ts'
import { NotStored } from '#server/storage/store.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { type SignedIn, signedIn } from '#server/usecases/sign-in.ts'
import { isHash } from '#vault/outside/format.ts'

const BASE = '/api/'
const DESCRIPTION = '/api/v1/openapi.json'

/** Headers of every answer of the API: never kept, never shown as a page. */
const HEADERS = new Map([
	['cache-control', 'no-store'],
	['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
	['referrer-policy', 'same-origin'],
	['x-content-type-options', 'nosniff'],
])

/** Bytes of request bodies that may be under way at once; a member's largest drawer fits several times. */
const MOST_UNFINISHED = 96 * 1024 * 1024

/** Answers a request if its path is one of the API's. @returns whether it was. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const match = pathMatcher([
	...Object.values(PUBLIC_ROUTES),
	...Object.values(MEMBER_ROUTES),
	...Object.values(NOTICE_ROUTES),
	...Object.values(TRANSLATION_ROUTES),
])

/** @param complain told about faults of ours: the kind of error and where, nothing of the request */
export function createApi(instance: Instance, complain: (fault: string) => void): Respond {
	const readBody = bodyReader(MOST_UNFINISHED)
	return async (request, response) => {
		const { path } = targetOf(request)
		if (!path.startsWith(BASE)) return false
		response.setHeaders(HEADERS)
		try {
			if (request.method === 'GET' && path === DESCRIPTION) writeJson(response, 200, openApi())
			else await answer(instance, readBody, request, response)
		} catch (error) {
			writeFault(request, response, error, complain)
		}
		return true
	}
}

/** Path and query as they came. Nothing is decoded or made shorter: no path of the API needs it. */
function targetOf({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } {
	const at = url.indexOf('?')
	if (at === -1) return { path: url, query: new URLSearchParams() }
	return { path: url.slice(0, at), query: new URLSearchParams(url.slice(at)) }
}

async function answer(
	instance: Instance,
	readBody: ReadBody,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { path, query } = targetOf(request)
	const found = match(request.method, path)
	if (found === null) throw new Refused('not-found')
	const { endpoint } = found.route
	const whose = await callerOf(instance, request, found)
	checkMediaType(endpoint, request)
	const body = await readBody(request, endpoint.largest)
	const call: Call = { instance, parameters: found.parameters, query, body, ...whose }
	await writeAnswer(response, await found.route.answer(call))
}

/** Whose request it is, before a byte of its body is read. */
async function callerOf(
	instance: Instance,
	request: IncomingMessage,
	{ route, parameters }: Match,
): Promise<Pick<Call, 'desk' | 'caller'>> {
	const named = parameters.get('desk')
	if (named === undefined) return { desk: null, caller: null }
	const desk = isHash(named) ? await findDesk(instance.store.read, named) : null
	if (desk === null) throw new Refused('no-such-desk')
	if (route.endpoint.caller === 'public') return { desk, caller: null }
	const caller = await signedIn(instance, desk, tokenOf(request))
	if (!mayCall(route.endpoint, caller)) throw new Refused('not-allowed')
	return { desk, caller }
}

function mayCall({ caller }: Endpoint, { me }: SignedIn): boolean {
	switch (caller) {
		case 'public':
		case 'member':
			return true
		case 'colleague':
			return !isInterpreter(me)
		case 'interpreter':
			return isInterpreter(me)
		case 'administrator':
			return me.roles.includes('administrator')
	}
}

function tokenOf({ headers }: IncomingMessage): string | null {
	return /^Bearer ([0-9a-f]{64})$/.exec(headers.authorization ?? '')?.[1] ?? null
}

function checkMediaType({ request: body }: Endpoint, { headers }: IncomingMessage): void {
	const wanted = MEDIA_TYPES[body]
	if (wanted === null) return
	const given = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
	if (given !== wanted) throw new Refused('malformed', 'content-type')
}

function writeFault(
	request: IncomingMessage,
	response: ServerResponse,
	error: unknown,
	complain: (fault: string) => void,
): void {
	if (error instanceof HungUp || response.destroyed) return
	if (response.headersSent) {
		// Too late for another answer: cutting it off is what the other side can notice.
		complain(describeFault(error))
		response.destroy()
		return
	}
	dropBody(request)
	if (error instanceof Refused) writeRefusal(response, error)
	else {
		complain(describeFault(error))
		writeRefusal(response, new Refused(error instanceof NotStored ? 'unavailable' : 'server-error'))
	}
}
