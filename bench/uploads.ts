import { writeFrames } from '#contract/frames.ts'
import { PART_SIZE } from '#vault/outside/format.ts'
import { envelopeLike, filePart, newPerson, type Person } from '../tests/world/person.ts'
import { demandStored, openConnection } from './connection.ts'
import { atMost, type Figure, type Measurement } from './figure.ts'
import { tellAndBeAnswered } from './first-messages.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

const UPLOADS = 8
const PARTS = Math.ceil(100_000_000 / PART_SIZE)

/** What many large files at once cost the server. */
export const uploads: Measurement = {
	ids: ['upload-memory'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		const growth = await growthWithUploads(server)
		await server.stop()
		return [growth]
	},
}

/** Uploads at once, every part stored durably, by people whom the team has answered. */
async function growthWithUploads(server: ServerProcess): Promise<Figure> {
	const people = Array.from({ length: UPLOADS }, () => newPerson(server.desk))
	await tellAndBeAnswered(server, people)
	const { now } = server.memory()
	server.forgetPeak()
	await Promise.all(people.map((person) => upload(server, person)))
	const { peak } = server.memory()
	return atMost(
		'upload-memory',
		`growth of the server from ${now.toFixed(0)} to at most ${peak.toFixed(0)} MB while ${UPLOADS} people send 100 MB each`,
		peak - now,
		'MB',
		32,
	)
}

/** Sends a file of 100 MB in parts. */
export async function upload({ port, desk }: ServerProcess, person: Person): Promise<void> {
	const { send, close } = await openConnection(port)
	const file = newPerson(desk).mailbox
	const bytes = envelopeLike(PART_SIZE)
	for (let part = 0; part < PARTS; part++) {
		const body = writeFrames([filePart(person, { file, part, parts: PARTS }, bytes)])
		await demandStored(send('PUT', `/api/v1/desks/${desk}/files`, body))
	}
	close()
}
