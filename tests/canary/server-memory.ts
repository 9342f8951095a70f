import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const PIECE = 2 ** 23
const PAGE = 4096
const NOTHING = Buffer.alloc(PAGE)

/** Whether a process may look into the memory of its children, as on Linux. */
export const CAN_READ_MEMORY = process.platform === 'linux'

/**
 * Everything a process could read back of what it was given: each writable mapping (heap, stacks, threads, shared
 * memory of the database) and each that belongs to no file. The process stands still meanwhile, so that nothing moves
 * from a place not yet read to one already read.
 * @param overlap bytes each piece repeats of the one before
 */
export function* memoryOf(pid: number, overlap: number): Generator<Buffer> {
	process.kill(pid, 'SIGSTOP')
	const memory = openSync(`/proc/${String(pid)}/mem`, 'r')
	try {
		for (const { from, to } of mappingsOf(pid))
			for (let at = from; at < to; at += PIECE - overlap) {
				const piece = Buffer.alloc(Math.min(PIECE, to - at))
				const read = readOrNothing(memory, piece, at)
				yield* usedPages(piece.subarray(0, read))
			}
	} finally {
		closeSync(memory)
		process.kill(pid, 'SIGCONT')
	}
}

function mappingsOf(pid: number): { from: number; to: number }[] {
	const lines = readFileSync(`/proc/${String(pid)}/maps`, 'utf8').split('\n')
	return lines.flatMap((line) => {
		const [range = '', allowed = '', , , inode = '', name = ''] = line.split(/\s+/)
		const isKept = allowed.startsWith('r') && (allowed[1] === 'w' || inode === '0')
		if (!isKept || name.startsWith('[v')) return []
		const [from = 0, to = 0] = range.split('-').map((address) => Number.parseInt(address, 16))
		return [{ from, to }]
	})
}

/** The runs of pages that are not all zero; most of what is mapped was never touched. */
function* usedPages(piece: Buffer): Generator<Buffer> {
	let from = 0
	for (let at = 0; at < piece.length; at += PAGE) {
		const page = piece.subarray(at, at + PAGE)
		if (!page.equals(NOTHING.subarray(0, page.length))) continue
		if (at > from) yield piece.subarray(from, at)
		from = at + PAGE
	}
	if (from < piece.length) yield piece.subarray(from)
}

/** Mapped pages that have nothing behind them cannot be read; the kernel says EIO or EFAULT. */
function readOrNothing(memory: number, into: Buffer, at: number): number {
	try {
		return readSync(memory, into, 0, into.length, at)
	} catch (error) {
		if (error instanceof Error && 'code' in error && ['EIO', 'EFAULT'].includes(String(error.code))) return 0
		throw error
	}
}
