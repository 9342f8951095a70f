const toBytes = new TextEncoder()

/** One array out of many pieces, in order. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
	let at = 0
	for (const piece of pieces) {
		whole.set(piece, at)
		at += piece.length
	}
	return whole
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** UTF-8, which for the machine names used here is ASCII. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	return toBytes.encode(text)
}

export function big16(value: number): Uint8Array<ArrayBuffer> {
	return Uint8Array.of(value >>> 8, value)
}

export function big32(value: number): Uint8Array<ArrayBuffer> {
	return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

export function little16(value: number): Uint8Array<ArrayBuffer> {
	return big16(value).reverse()
}

export function little32(value: number): Uint8Array<ArrayBuffer> {
	return big32(value).reverse()
}

/**
 * Where a short run of bytes begins, at or after `from`, or -1. Linear as long as the run does not repeat its own
 * first byte many times over, which no marker searched for here does.
 */
export function indexOfRun(bytes: Uint8Array, run: Uint8Array, from = 0): number {
	const [first] = run
	if (first === undefined) return -1
	for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
		if (run.every((byte, index) => bytes[at + index] === byte)) return at
	}
	return -1
}
