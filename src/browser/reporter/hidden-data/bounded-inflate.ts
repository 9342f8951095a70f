import { Inflate, Unzlib } from 'fflate'
import { joined } from './byte-run.ts'
import { DamagedFile } from './damaged-file.ts'

/**
 * Deflate grows at most about a thousandfold, so a step overshoots the limit by at most that. Steps begin small, so that
 * many small bombs cost little, and double, so that large honest files go fast.
 */
const FIRST_STEP = 1024
const LARGEST_STEP = 64 * 1024
/** Honest data always yields something within so many steps; after its end fflate would only pile up what follows. */
const MOST_IDLE_STEPS = 8

/**
 * Unpacks deflated bytes without ever trusting the size they claim.
 *
 * @param limit the most bytes that may come out.
 * @throws DamagedFile when more would come out, or the packed bytes make no sense.
 */
export function inflateWithin(limit: number, packed: Uint8Array, wrapping: 'raw' | 'zlib'): Uint8Array {
	const pieces: Uint8Array[] = []
	let total = 0
	const take = (piece: Uint8Array): void => {
		pieces.push(piece)
		total += piece.length
	}
	const stream = wrapping === 'raw' ? new Inflate(take) : new Unzlib(take)
	let at = 0
	let idle = 0
	for (let step = FIRST_STEP; at === 0 || at < packed.length; step = Math.min(2 * step, LARGEST_STEP)) {
		const before = total
		pushStep(stream, packed.subarray(at, at + step), at + step >= packed.length)
		at += step
		idle = total === before ? idle + 1 : 0
		if (total > limit) throw new DamagedFile(`more than ${limit} bytes come out`)
		if (idle > MOST_IDLE_STEPS) throw new DamagedFile('bytes after the end of the packed data')
	}
	return joined(pieces)
}

function pushStep(stream: Inflate | Unzlib, step: Uint8Array, last: boolean): void {
	try {
		stream.push(step, last)
	} catch (error) {
		if (!isRefusal(error)) throw error
		throw new DamagedFile('not deflated data', { cause: error })
	}
}

/** fflate refuses with an Error carrying a `code`, and lets the engine's RangeError through on absurd lengths. */
function isRefusal(error: unknown): boolean {
	return error instanceof RangeError || (error instanceof Error && 'code' in error)
}
