import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { envelopeLike, newPerson } from '../tests/world/person.ts'
import { firstMessagesOf, SIZE } from './first-messages.ts'
import { atMost, type Figure, median, type Measurement } from './figure.ts'
import { sendAll, SENDERS } from './send-all.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

// The two are measured in turns, because a shared machine and its disk change their mood within seconds; each turn of
// the server is compared with the turns of the database before and after it.
const TURNS = 9
const MESSAGES_A_TURN = 400
const ROWS_A_TURN = 200

/** How long a server that has just started is left alone before its memory counts as idle. */
const REST = 3000

/** First messages a server takes, and the memory it needs for that. */
export const throughput: Measurement = {
	ids: ['messages-per-second', 'memory-idle', 'memory-under-load'],
	measure: async (): Promise<Figure[]> => {
		const server = await startServerProcess()
		await pause(REST)
		const idle = server.memory().now
		const commits = openCommits()
		// The first turn of each is not counted: the code is still being compiled.
		commits.perSecond()
		const warming = await sendAll([server.port], server.desk, await newMessages(server))
		const turns: { perSecond: number; ratio: number }[] = []
		let { errors } = warming
		let before = commits.perSecond()
		let processor = 0
		for (let turn = 0; turn < TURNS; turn++) {
			const bodies = await newMessages(server)
			const start = server.processorSeconds()
			const measured = await sendAll([server.port], server.desk, bodies)
			processor += server.processorSeconds() - start
			const after = commits.perSecond()
			turns.push({
				perSecond: measured.perSecond,
				ratio: measured.perSecond / ((before + after) / 2),
			})
			errors += measured.errors
			before = after
		}
		commits.close()
		const { peak } = server.memory()
		await server.stop()
		const perSecond = median(turns.map((turn) => turn.perSecond))
		const ratio = median(turns.map((turn) => turn.ratio))
		const ratios = turns.map((turn) => turn.ratio.toFixed(2)).toSorted()
		const microseconds = Math.round((processor * 1e6) / (TURNS * MESSAGES_A_TURN))
		return [
			{
				id: 'messages-per-second',
				what: `acknowledged, durable first messages of ${SIZE} bytes with proofs, ${SENDERS} senders, ${errors} errors, ${microseconds} µs of processor each; ${TURNS} turns, ratios ${ratios[0] ?? ''} to ${ratios.at(-1) ?? ''}`,
				value: perSecond,
				unit: 'per second',
				goal: 'at least 50 % of single-row durable commits, 0 errors',
				holds: ratio >= 0.5 && errors === 0,
				against: `${Math.round(perSecond / ratio)} single-row durable commits per second by one client, same row size, in turns`,
				ratio,
			},
			atMost('memory-idle', `memory of the server ${REST / 1000} s after its start`, idle, 'MB', 150),
			atMost('memory-under-load', 'most memory the server held under that load', peak, 'MB', 300),
		]
	},
}

/** What one client gets from the same kind of database when every row is a commit of its own. */
function openCommits(): { perSecond: () => number; close: () => void } {
	const folder = mkdtempSync(join(tmpdir(), 'commits-'))
	const database = new DatabaseSync(join(folder, 'commits.db'))
	database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
	database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
	const insert = database.prepare('INSERT INTO rows (bytes) VALUES (?)')
	const bytes = envelopeLike(SIZE)
	return {
		perSecond: () => {
			const start = performance.now()
			for (let row = 0; row < ROWS_A_TURN; row++) insert.run(bytes)
			return (ROWS_A_TURN * 1000) / (performance.now() - start)
		},
		close: () => {
			database.close()
			rmSync(folder, { recursive: true })
		},
	}
}

async function newMessages(server: ServerProcess): Promise<Uint8Array[]> {
	const people = Array.from({ length: MESSAGES_A_TURN }, () => newPerson(server.desk))
	return firstMessagesOf(people, server)
}
