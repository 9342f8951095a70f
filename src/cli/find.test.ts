import { spawnSync } from 'node:child_process'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import cases from '../../tests/content/finder-cases.json' with { type: 'json' }

const answer = v.object({
	doFirst: v.array(v.string()),
	doNext: v.array(v.string()),
	longer: v.array(v.string()),
	later: v.array(v.object({ id: v.string(), reason: v.string() })),
	closed: v.array(v.object({ id: v.string(), reason: v.string() })),
	alternatives: v.array(v.string()),
	pinned: v.array(v.string()),
	nearby: v.array(v.string()),
})

const ask = (input: string) =>
	spawnSync('node', ['bin/safeconduct', 'find'], { input, encoding: 'utf8', timeout: 60_000 })

test('one situation on standard input gets its ways on standard output', () => {
	const taken = cases.find(({ id }) => id === 'C04')
	const { status, stdout } = ask(JSON.stringify(taken))
	expect(status).toBe(0)
	const found = v.parse(answer, JSON.parse(stdout))
	expect(found.doFirst).toEqual(['ua_ced', 'sp_urgent'])
	expect(found.doNext[0]).toBe('iachr_pm')
	expect(found.alternatives).toContain('wgeid')
	expect(found.later).toContainEqual({ id: 'ic_ced', reason: 'remedies-first' })
})

test('somebody whose situation cannot be read is told which part, and nothing is guessed', () => {
	const { status, stdout, stderr } = ask('{"country":"MEX","categories":["weather"],"outcome":"release"}')
	expect([status, stdout]).toEqual([1, ''])
	expect(stderr).toContain('categories.0')
	expect(ask('{').stderr).toContain('the whole')
	expect(ask('{"country":"XXX","categories":["life"],"outcome":"truth"}').stderr).toContain('country')
})
