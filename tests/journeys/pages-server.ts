import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { today } from '#browser/today.ts'
import type { Correction } from '#contract/corrections.ts'
import type { PublicDesk, PublicInstance } from '#contract/public-instance.ts'
import { isDay } from '#domain/days.ts'

type Handler = (
	request: IncomingMessage & { safeconduct: PublicInstance },
	response: ServerResponse,
	next: () => void,
) => void

export class NotBuilt extends Error {
	override name = 'NotBuilt'
}

function isBuiltPages(built: unknown): built is { handler: Handler } {
	return typeof built === 'object' && built !== null && 'handler' in built
}

/** The built pages alone, with a team given from outside, so that every state a host can be in is seen. */
export async function servePages(instance: PublicInstance): Promise<{ origin: string; close(): void }> {
	// As src/server/http does: without it a form would be taken for one of another site.
	process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto'
	const built: unknown = await import(new URL('../../build/handler.js', import.meta.url).href)
	if (!isBuiltPages(built)) throw new NotBuilt('build the pages first: npm run build')
	const server = createServer((request, response) => {
		request.headers['x-forwarded-proto'] = 'http'
		built.handler(Object.assign(request, { safeconduct: instance }), response, () => response.end())
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const address = server.address()
	if (address === null || typeof address === 'string') throw new NotBuilt('no port')
	return {
		origin: `http://127.0.0.1:${String(address.port)}`,
		close: () => {
			server.closeAllConnections()
			server.close()
		},
	}
}

const lastRead = '2026-11-21'
if (!isDay(lastRead)) throw new TypeError('the example is not well formed')

/** A team of four in a fictional country. */
export const ARCADIA: PublicDesk = {
	desk: 'ab'.repeat(32),
	card: {
		name: 'Arcadia Rights Network',
		kind: 'civil-society',
		languages: ['en', 'fr', 'ar'],
		days: ['mon', 'tue', 'wed', 'thu', 'fri'],
		answerWithinDays: 2,
		checkWordsAt: '12 Kessa Street, and on the radio every Friday',
		words: [
			{
				language: 'en',
				can: ['advise you', 'go with you to a lawyer in Port Amal'],
				cannot: ['pay for a journey'],
				obliged: 'A judge of Arcadia can order us to hand over papers. We keep none with your name.',
			},
			{
				language: 'fr',
				can: ['vous conseiller', 'vous accompagner chez un avocat à Port Amal'],
				cannot: ['payer un voyage'],
				obliged: 'Un juge d’Arcadie peut nous ordonner de remettre des papiers. Aucun ne porte votre nom.',
			},
		],
		contacts: [
			{
				name: 'Night line of the Arcadia lawyers',
				reach: '+999 55 0142',
				languages: ['en', 'fr'],
				days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
				hours: null,
				confirmed: today(),
			},
			{
				name: 'Kessa Valley shelter',
				reach: 'Signal: kessa.04',
				languages: ['ar'],
				days: ['mon', 'thu'],
				hours: { from: '08:00', to: '18:00' },
				confirmed: today(),
			},
		],
	},
	members: 4,
	labels: { coordinator: 1, 'case-worker': 2, 'legal-adviser': 0, interpreter: 1 },
	interpreters: true,
	recipients: [],
	lastRead,
	attendance: { is: 'kept' },
	intake: 'open',
	ends: null,
	closed: null,
}

export function hosting(
	desks: PublicDesk[],
	demo = false,
	plainDoors: readonly string[] = [],
	corrections: readonly Correction[] = [],
): PublicInstance {
	return {
		desks: () => Promise.resolve(desks),
		roster: () => Promise.resolve(null),
		offline: { script: '', style: '' },
		demo,
		plainDoors,
		corrections: () => corrections,
		release: 'cd'.repeat(32),
	}
}
