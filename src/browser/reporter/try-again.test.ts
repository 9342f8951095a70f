import { expect, test } from 'vitest'
import { LineCut, Refused } from '#browser/call-server.ts'
import { tryAgain } from '#browser/reporter/try-again.ts'

const pauses = [0, 0, 0]

function line(cuts: number) {
	let attempts = 0
	return {
		attempts: () => attempts,
		attempt: () => {
			attempts += 1
			return attempts > cuts ? Promise.resolve('through') : Promise.reject(new LineCut('cut'))
		},
	}
}

test('a line that breaks three times gets through, and the person is told each time', async () => {
	const { attempt, attempts } = line(3)
	let told = 0
	expect(await tryAgain(attempt, { pauses, onCut: () => (told += 1) })).toBe('through')
	expect({ attempts: attempts(), told }).toEqual({ attempts: 4, told: 3 })
})

test('a line that stays dead ends in an error, not in waiting', async () => {
	const { attempt, attempts } = line(9)
	await expect(tryAgain(attempt, { pauses })).rejects.toThrow(LineCut)
	expect(attempts()).toBe(4)
})

test('a refusal is an answer: nothing is tried again', async () => {
	let attempts = 0
	const attempt = () => {
		attempts += 1
		return Promise.reject(new Refused('full'))
	}
	await expect(tryAgain(attempt, { pauses })).rejects.toThrow(Refused)
	expect(attempts).toBe(1)
})
