import { get, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import * as v from 'valibot'
import { findNonce } from '#contract/flood-proof.ts'
import { writeFrames } from '#contract/frames.ts'
import { PUBLIC_ENDPOINTS } from '#contract/public-endpoints.ts'
import { envelopeLike, firstMessage, type Person } from '../tests/world/person.ts'
import { demandStored, openConnection } from './connection.ts'
import type { ServerProcess } from './server-process.ts'

/** Bytes of a sealed message as the page sends it. */
export const SIZE = 23_000

/**
 * First messages of people, each with the proof of work the server asks for at the moment.
 */
export async function firstMessagesOf(
	people: readonly Person[],
	{ origin, desk }: ServerProcess,
): Promise<Uint8Array[]> {
	// A connection of its own: one that is kept would be closed by the server while the machine is busy elsewhere.
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		get(`${origin}/api/v1/desks/${desk}/flood`, { agent: false }, resolve).on('error', reject)
	})
	const { proof } = v.parse(PUBLIC_ENDPOINTS.flood.tell, await json(response))
	if (proof === null) throw new RangeError('the flood guard asks for nothing')
	const { challenge, bits } = proof
	return people.map((person) => {
		const nonce = findNonce({ challenge, bits, mailbox: person.mailbox }, 0, 2 ** 20)
		if (nonce === null) throw new RangeError('a proof nobody finds')
		return writeFrames([firstMessage(person, envelopeLike(SIZE), { challenge, nonce })])
	})
}

/** Sends the first message of each, as if the team had answered it at once. */
export async function tellAndBeAnswered(server: ServerProcess, people: readonly Person[]): Promise<void> {
	const { send, close } = await openConnection(server.port)
	for (const body of await firstMessagesOf(people, server))
		await demandStored(send('POST', `/api/v1/desks/${server.desk}/threads`, body))
	close()
	server.answerAll()
}
