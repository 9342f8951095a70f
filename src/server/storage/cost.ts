const PAGE = 4096
const ROW = 1024

/** Bytes of disk a row with so many sealed bytes is counted as: whole pages, and what its keys and indexes take. */
export function costOf(size: number): number {
	return Math.ceil(size / PAGE) * PAGE + ROW
}
