import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
	deviceName,
	dumpsCore,
	hasOpenSwap,
	isEncrypted,
	probeMachine,
} from '#server/gateways/probe-machine.ts'

// Machines as Linux shows them under /proc and /sys, built from files.
let root: string
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'machine-'))
})
afterEach(() => {
	rmSync(root, { recursive: true })
})

function put(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true })
	writeFileSync(join(root, path), text)
}

/** A block device that stands on others. */
function device(name: string, below: readonly string[] = [], uuid?: string): void {
	mkdirSync(join(root, 'sys/class/block', name, 'slaves'), { recursive: true })
	for (const slave of below) symlinkSync('nowhere', join(root, 'sys/class/block', name, 'slaves', slave))
	if (uuid !== undefined) put(`sys/class/block/${name}/dm/uuid`, uuid)
}

const SWAPS = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'

test('a volume on a locked disk is locked, one on a bare disk is not, one on both is not', () => {
	device('sda2')
	device('sdb1')
	device('dm-0', ['sda2'], 'CRYPT-LUKS2-1234-sda2_crypt\n')
	device('dm-1', ['dm-0'], 'LVM-abc\n')
	device('dm-2', ['dm-0', 'sdb1'], 'LVM-def\n')
	expect(isEncrypted('dm-1', root)).toBe(true)
	expect(isEncrypted('sda2', root)).toBe(false)
	expect(isEncrypted('dm-2', root)).toBe(false)
})

test('where nothing can be seen, nothing is called well', async () => {
	expect(isEncrypted(null, root)).toBeNull()
	expect(isEncrypted('sda2', root)).toBeNull()
	expect(hasOpenSwap(root, () => null)).toBeNull()
	expect(await dumpsCore(root)).toBeNull()
	expect(deviceName(root, 2049)).toBeNull()
})

test('swap is open unless there is none, or it is memory, or it lies on a locked disk', () => {
	put('proc/swaps', SWAPS)
	expect(hasOpenSwap(root, () => null)).toBe(false)
	device('sda3')
	device('dm-0', ['sda2'], 'CRYPT-PLAIN-swap\n')
	put('proc/swaps', `${SWAPS}/dev/zram0 partition\t100\t0\t100\n/dev/dm-0 partition\t100\t0\t-2\n`)
	expect(hasOpenSwap(root, () => null)).toBe(false)
	put('proc/swaps', `${SWAPS}/dev/dm-0 partition\t100\t0\t-2\n/dev/sda3 partition\t100\t0\t-3\n`)
	expect(hasOpenSwap(root, () => null)).toBe(true)
	put('proc/swaps', `${SWAPS}/swapfile file\t100\t0\t-2\n`)
	expect(hasOpenSwap(root, () => 'dm-0')).toBe(false)
	expect(hasOpenSwap(root, () => 'sda3')).toBe(true)
})

test('a process that may dump its memory is found', async () => {
	const limits = (most: string) =>
		`Max core file size        ${most}                unlimited            bytes\n`
	put('proc/self/limits', limits('0'))
	expect(await dumpsCore(root)).toBe(false)
	put('proc/self/limits', limits('unlimited'))
	expect(await dumpsCore(root)).toBe(true)
})

test('the device of a folder is found by its number', async () => {
	const { dev } = statSync(root)
	const [major, minor] = [(dev >>> 8) & 0xfff, (dev & 0xff) | ((dev >>> 12) & 0xfff00)]
	put(`sys/dev/block/${major}:${minor}/uevent`, 'MAJOR=8\nMINOR=1\nDEVNAME=sda1\n')
	device('sda1')
	expect(await probeMachine(root, root)).toMatchObject({
		diskEncrypted: false,
		disk: { total: expect.any(Number) as number },
	})
})
