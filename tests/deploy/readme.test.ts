import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VERBS } from '#cli/verbs.ts'

// A host follows deploy/README.md; what it names has to be there, and what is there has to be named.

const README = readFileSync('deploy/README.md', 'utf8')
const FILES = readdirSync('deploy', { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && entry.name !== 'README.md')
	.map(({ parentPath, name }) => `${parentPath}/${name}`)

test('every file has one line that says what it is for, and no line is about a file that is not there', () => {
	const rows = Array.from(README.matchAll(/^\| `(\S+)` \| \S/gm), ([, path = '']) => `deploy/${path}`)
	expect(rows.toSorted()).toEqual(FILES.toSorted())
})

test('every file that is copied is there, and says the same of itself', () => {
	const copied = Array.from(
		README.matchAll(/(?:cp|cat) (deploy\/\S+) (?:>> )?(\/\S+)`?/g),
		([, from = '', to = '']) => ({
			from: from.replace('*', '.service'),
			to: to.replace(/[`,]+$/, ''),
		}),
	)
	expect(copied).toHaveLength(4)
	for (const { from, to } of copied) {
		expect(FILES).toContain(from)
		expect(readFileSync(from, 'utf8').split('\n', 2).join()).toContain(to)
	}
})

test('every command is one the program knows, with options it knows', async () => {
	const commands = Array.from(README.matchAll(/bin\/safeconduct (\w+)(?: (--\w+))?/g))
	expect(commands.length).toBeGreaterThan(5)
	for (const [, verb = '', option] of commands) {
		expect(Object.keys(VERBS)).toContain(verb)
		if (option !== undefined)
			expect(Object.keys((await VERBS[verb]?.())?.options ?? {})).toContain(option.slice(2))
	}
})

test('what the table says of the nightly copies is what the files do', () => {
	const timer = readFileSync('deploy/systemd/safeconduct-backup.timer', 'utf8')
	expect(timer).toMatch(/^OnCalendar=\*-\*-\* 03:00:00 UTC$/m)
	expect(timer).toMatch(/^RandomizedDelaySec=2h$/m)
	expect(readFileSync('deploy/systemd/safeconduct-backup.service', 'utf8')).toContain('-mtime +30 -delete')
})

test('nothing of the server’s memory reaches a disk, and it talks with nobody but this machine', () => {
	const unit = readFileSync('deploy/systemd/safeconduct.service', 'utf8')
	for (const line of [
		'Restart=always',
		'LimitCORE=0',
		'MemorySwapMax=0',
		'IPAddressDeny=any',
		'IPAddressAllow=localhost',
	])
		expect(unit.split('\n')).toContain(line)
	expect(unit).toContain('WantedBy=multi-user.target')
})
