const TABLE = Uint32Array.from({ length: 256 }, (_, start) => {
	let value = start
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
	return value
})

/** The CRC-32 of ISO 3309 that PNG chunks and zip entries carry, as an unsigned 32-bit number. */
export function crc32(...pieces: readonly Uint8Array[]): number {
	let crc = 0xffffffff
	for (const piece of pieces) {
		for (const byte of piece) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
	}
	return ~crc >>> 0
}
