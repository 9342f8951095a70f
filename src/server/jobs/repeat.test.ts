import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { repeat } from '#server/jobs/repeat.ts'

test('what goes wrong is reported with its place and without its words, and is tried again', async () => {
	const faults: string[] = []
	let tries = 0
	const tried = Promise.withResolvers<undefined>()
	const work = () => {
		tries += 1
		if (tries === 3) tried.resolve(undefined)
		return Promise.reject(new RangeError('tomas@example.org'))
	}
	const running = repeat([{ name: 'telling members', pause: 1, work }], (fault) => faults.push(fault))
	await tried.promise
	await running.stop()
	expect(faults).toHaveLength(3)
	expect(faults[0]).toMatch(/^telling members: RangeError\n\s+at .*repeat\.test\.ts/)
	expect(faults.join()).not.toContain('tomas')
})

test('work that takes long holds up no other, and is finished before the stop', async () => {
	const long = Promise.withResolvers<undefined>()
	let rounds = 0
	let isStopped = false
	const running = repeat(
		[
			{ name: 'long', pause: 1, work: () => long.promise },
			{ name: 'short', pause: 1, work: () => Promise.resolve((rounds += 1)) },
		],
		() => undefined,
	)
	while (rounds < 3) await pause(1)
	const stopped = running.stop().then(() => (isStopped = true))
	await pause(5)
	expect(isStopped).toBe(false)
	long.resolve(undefined)
	await stopped
	const last = rounds
	await pause(5)
	expect(rounds).toBe(last)
})
