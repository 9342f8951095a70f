import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { content } from '#cli/content/content.ts'

let dataDir: string
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'content-'))
})
afterEach(() => {
	rmSync(dataDir, { recursive: true })
})

function run(words: string[], input = '') {
	const env = { ...process.env, DATA_DIR: dataDir }
	return spawnSync('node', ['bin/safeconduct', ...words], { input, env, encoding: 'utf8', timeout: 60_000 })
}

const entry = {
	...{ state: 'MEX', procedure: 'ic_ced', accepts: false },
	...{ by: 'Ruth', on: '2026-11-20', source: 'C.N.123.2026', until: '2999-01-01' },
}
const correct = (...entries: object[]) => {
	writeFileSync(join(dataDir, 'corrections.json'), JSON.stringify(entries))
}

const report = v.object({
	faults: v.array(v.unknown()),
	strays: v.array(v.unknown()),
	breaches: v.array(v.unknown()),
	addresses: v.null(),
	corrections: v.object({
		inForce: v.array(v.string()),
		faults: v.array(v.string()),
		idle: v.array(v.object({ why: v.string() })),
	}),
})

test('an editor is told what is to be done, and a host which corrections are of no use', () => {
	correct(entry, { ...entry, procedure: 'ic_nothing' }, { ...entry, until: '2026-11-21' })
	const { status, stdout, stderr } = run(['content', 'check', '--json'])
	expect([status, stderr]).toEqual([1, ''])
	const { corrections, ...rest } = v.parse(report, JSON.parse(stdout))
	expect(rest).toEqual({ faults: [], strays: [], breaches: [], addresses: null })
	expect(corrections.inForce).toEqual(['MEX ic_ced: false (Ruth, 2026-11-20, until 2999-01-01)'])
	expect(corrections.faults[0]).toContain('entry 2')
	expect(corrections.idle.map(({ why }) => why)).toEqual(['expired'])
})

test('who calls it wrongly is shown how', async () => {
	const said = vi.spyOn(console, 'error').mockReturnValue()
	for (const words of [[], ['check', 'file'], ['ratifications'], ['weather']])
		expect(await content.run(words, {}), words.join(' ')).toBe(2)
	expect(await content.run(['check'], { write: true })).toBe(2)
	expect(said).toHaveBeenCalledWith(expect.stringContaining('usage: safeconduct content check'))
	expect(await content.run(['ratifications', join(dataDir, 'nothing.html')], {})).toBe(1)
	said.mockRestore()
})

test('find answers as the pages of that host do', () => {
	const asked = JSON.stringify({
		country: 'MEX',
		categories: ['disappearance'],
		outcome: 'decision',
		remedies: 'finished',
	})
	const closed = v.object({ closed: v.array(v.object({ id: v.string(), reason: v.string() })) })
	const shut = () =>
		v.parse(closed, JSON.parse(run(['find'], asked).stdout)).closed.find(({ id }) => id === 'ic_ced')?.reason
	expect(shut()).toBeUndefined()
	correct(entry)
	expect(shut()).toBe('not-accepted')
})
