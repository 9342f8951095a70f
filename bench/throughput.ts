import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as v from 'valibot'
import { writeFrames } from '#contract/frames.ts'
import { envelopeLike, firstMessage, newPerson } from '../tests/world/person.ts'
import { type Figure, median, type Measurement } from './figure.ts'

const SIZE = 23_000
const MESSAGES = 2000
const SENDERS = 8
const ROWS = 500

const ready = v.object({ address: v.string(), desk: v.string(), dataDir: v.string() })
const memory = v.object({ rss: v.number() })

export const throughput: Measurement = {
	ids: ['messages-per-second', 'memory-idle', 'memory-under-load'],
	measure: async (): Promise<Figure[]> => {
		const child = fork(new URL('./serve.ts', import.meta.url), {
			stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		})
		const rss = async () => {
			child.send('memory')
			const message = await messageOf(child)
			return v.parse(memory, message).rss / 2 ** 20
		}
		const message = await messageOf(child)
		const { address, desk } = v.parse(ready, message)
		const idle = await rss()
		const before = singleRowCommits()
		const { perSecond, errors } = await load(address, desk)
		const after = singleRowCommits()
		const loaded = await rss()
		child.kill('SIGTERM')
		await once(child, 'exit')
		const ratio = perSecond / median([before, after])
		return [
			{
				id: 'messages-per-second',
				what: `acknowledged, durable first messages of ${SIZE} bytes, ${SENDERS} senders, ${errors} errors`,
				value: perSecond,
				unit: 'per second',
				goal: 'at least 50 % of single-row durable commits, 0 errors',
				holds: ratio >= 0.5 && errors === 0,
				against: `${Math.round(median([before, after]))} single-row durable commits per second by one client, same row size`,
				ratio,
			},
			megabytes('memory-idle', 'server memory before the load', idle, 150),
			megabytes('memory-under-load', 'server memory after the load', loaded, 300),
		]
	},
}

/** The next thing the server's process says. */
function messageOf(child: ChildProcess): Promise<unknown> {
	return new Promise((resolve) => child.once('message', resolve))
}

function megabytes(id: string, what: string, value: number, most: number): Figure {
	return {
		id,
		what,
		value,
		unit: 'MB',
		goal: `at most ${most} MB`,
		holds: value <= most,
		against: null,
		ratio: null,
	}
}

/** What one client gets from the same kind of database when every row is a commit of its own. */
function singleRowCommits(): number {
	const folder = mkdtempSync(join(tmpdir(), 'commits-'))
	const database = new DatabaseSync(join(folder, 'commits.db'))
	database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
	database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
	const insert = database.prepare('INSERT INTO rows (bytes) VALUES (?)')
	const bytes = envelopeLike(SIZE)
	const start = performance.now()
	for (let row = 0; row < ROWS; row++) insert.run(bytes)
	const seconds = (performance.now() - start) / 1000
	database.close()
	rmSync(folder, { recursive: true })
	return ROWS / seconds
}

async function load(address: string, desk: string): Promise<{ perSecond: number; errors: number }> {
	const bodies = Array.from({ length: MESSAGES }, () =>
		writeFrames([firstMessage(newPerson(desk), envelopeLike(SIZE))]),
	)
	const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
	let errors = 0
	const sender = async () => {
		for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
			if ((await post(`${address}/api/v1/desks/${desk}/threads`, body, agent)) !== 200) errors++
	}
	const start = performance.now()
	await Promise.all(Array.from({ length: SENDERS }, sender))
	const seconds = (performance.now() - start) / 1000
	agent.destroy()
	return { perSecond: MESSAGES / seconds, errors }
}

function post(url: string, body: Uint8Array, agent: Agent): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/octet-stream', 'content-length': body.length }
		const sent = request(url, { method: 'POST', agent, headers }, (response) => {
			response.resume()
			response.on('end', () => {
				resolve(response.statusCode ?? 0)
			})
		})
		sent.on('error', reject)
		sent.end(body)
	})
}
