import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restore } from '#server/storage/backup.ts'

let folder: string
let copy: string
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'chains-'))
	copy = join(folder, 'copy.db')
	writeFileSync(copy, gunzipSync(readFileSync('tests/vectors/database-v1.sqlite.gz')))
})
afterEach(() => {
	rmSync(folder, { recursive: true })
})

const restored = () => restore(copy, join(folder, 'data')).sealed

test('a copy of a team’s work with its journals whole is put back', () => {
	expect(restored()).toBeGreaterThan(0)
})

test.each([
	['lost its newest entry', 'DELETE FROM entries WHERE id = (SELECT max(id) FROM entries)'],
	['lost its first entry', 'DELETE FROM entries WHERE id = (SELECT min(id) FROM entries)'],
	[
		'has a signature of somebody else',
		"UPDATE entries SET signature = replace(signature, substr(signature, 1, 4), 'ffff') WHERE seq = 0",
	],
	['names another entry before', "UPDATE entries SET prev = '" + 'a'.repeat(64) + "' WHERE seq = 1"],
])('a copy whose journal %s is refused, although every sealed byte is there', (_what, sql) => {
	const database = new DatabaseSync(copy)
	database.exec(sql)
	database.close()
	expect(restored).toThrow(/the journal of [0-9a-f]{32} does not hang together/)
})
