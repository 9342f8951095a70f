import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Roster } from '#domain/roster/roster.ts'
import type { Hash } from '#vault/outside/format.ts'
import type { TeamAtWork } from '../../tests/journeys/team-at-work.ts'

/** What one of the threads that fill an inbox sends. */
export type Share = { origin: string; team: { desk: Hash; roster: Roster }; numbers: readonly number[] }

/** Sends so many locked messages to a team, on all processors. */
export async function fillInbox({ origin, ruth }: TeamAtWork, messages: number): Promise<void> {
	const processors = availableParallelism()
	const team = { desk: ruth.desk as Hash, roster: ruth.roster }
	await Promise.all(
		Array.from({ length: processors }, (_, mine) => {
			const numbers = Array.from({ length: messages }, (_, number) => number)
			return finish({ origin, team, numbers: numbers.filter((number) => number % processors === mine) })
		}),
	)
}

async function finish(share: Share): Promise<void> {
	const worker = new Worker(new URL('./tell-many.ts', import.meta.url), { workerData: share })
	await once(worker, 'exit')
}
