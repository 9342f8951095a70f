import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { HostFacts } from '#domain/host/judge-host.ts'

// [Note: probe] Everything is read as an ordinary user, from what Linux shows of itself under /proc and /sys. Where that
// says nothing, the answer is null: a host is never told that something is well because nobody could look.

export type MachineFacts = Pick<
	HostFacts,
	'restarts' | 'clockKept' | 'disk' | 'diskEncrypted' | 'openSwap' | 'coreDumps'
>

const UNIT = 'safeconduct.service'

/** @param root where the machine's files begin; tests give a folder */
export async function probeMachine(dataDir: string, root = '/'): Promise<MachineFacts> {
	const folder = existsSync(dataDir) ? dataDir : '.'
	const { dev } = statSync(folder)
	const [restarts, clock, coreDumps] = await Promise.all([startsAgain(), clockKept(root), dumpsCore(root)])
	return {
		restarts,
		clockKept: clock,
		disk: roomOn(folder),
		diskEncrypted: isEncrypted(deviceName(root, dev), root),
		openSwap: hasOpenSwap(root, diskOfFile),
		coreDumps,
	}
}

function roomOn(folder: string): HostFacts['disk'] {
	const { bavail, blocks, bsize } = statfsSync(folder)
	return { free: bavail * bsize, total: blocks * bsize }
}

/** Whether systemd starts the unit of `deploy/` with the machine; null where there is no systemd, or no such unit. */
async function startsAgain(): Promise<boolean | null> {
	const said = await outputOf('systemctl', ['is-enabled', UNIT])
	if (said === 'enabled') return true
	return said === 'disabled' ? false : null
}

async function clockKept(root: string): Promise<boolean | null> {
	if (existsSync(join(root, 'run/systemd/timesync/synchronized'))) return true
	const said = await outputOf('timedatectl', ['show', '--property=NTPSynchronized', '--value'])
	return said === 'yes' ? true : said === 'no' ? false : null
}

/** @returns what a program says, or null when there is none, or it says nothing within a moment */
function outputOf(program: string, words: readonly string[]): Promise<string | null> {
	return new Promise((resolve) => {
		// `is-enabled` ends with 1 when it says "disabled": what counts is what it says.
		execFile(program, words, { timeout: 3000 }, (_error, stdout) => {
			resolve(stdout.trim() === '' ? null : stdout.trim())
		})
	})
}

/** Name under /sys/class/block of the device with this number (makedev(3)); null for what is no block device. */
export function deviceName(root: string, dev: number): string | null {
	const major = (dev >>> 8) & 0xfff
	const minor = (dev & 0xff) | ((dev >>> 12) & 0xfff00)
	const uevent = join(root, `sys/dev/block/${major}:${minor}/uevent`)
	if (!existsSync(uevent)) return null
	return /^DEVNAME=(\S+)$/m.exec(readFileSync(uevent, 'utf8'))?.[1] ?? null
}

/** Whether everything under a block device goes through dm-crypt. A volume over several disks is as open as its worst. */
export function isEncrypted(name: string | null, root: string): boolean | null {
	if (name === null) return null
	const place = join(root, 'sys/class/block', name)
	if (!existsSync(place)) return null
	const uuid = join(place, 'dm/uuid')
	if (existsSync(uuid) && readFileSync(uuid, 'utf8').startsWith('CRYPT-')) return true
	const below = existsSync(join(place, 'slaves')) ? readdirSync(join(place, 'slaves')) : []
	return below.length > 0 && below.every((slave) => isEncrypted(slave, root) === true)
}

/**
 * Whether memory may be written to a disk in the clear (proc(5), /proc/swaps).
 * @param diskOf name of the block device a swap file lies on
 */
export function hasOpenSwap(
	root: string,
	diskOf: (file: string, root: string) => string | null,
): boolean | null {
	const path = join(root, 'proc/swaps')
	if (!existsSync(path)) return null
	const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1)
	return rows
		.map((row) => row.split(/\s+/))
		.some(([place = '', kind]) => {
			// zram is memory again.
			if (basename(place).startsWith('zram')) return false
			const name = kind === 'file' ? diskOf(place, root) : basename(place)
			return isEncrypted(name, root) !== true
		})
}

function diskOfFile(file: string, root: string): string | null {
	return existsSync(file) ? deviceName(root, statSync(file).dev) : null
}

/** Whether the server, or this process where none runs as a unit, may leave its memory on a disk when it breaks. */
export async function dumpsCore(root: string): Promise<boolean | null> {
	const pid = await outputOf('systemctl', ['show', '--property=MainPID', '--value', UNIT])
	const limits = join(root, 'proc', pid === null || pid === '0' ? 'self' : pid, 'limits')
	if (!existsSync(limits)) return null
	const found = /^Max core file size\s+(\S+)\s/m.exec(readFileSync(limits, 'utf8'))?.[1]
	return found === undefined ? null : found !== '0'
}
