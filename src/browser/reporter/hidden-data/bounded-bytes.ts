import { DamagedFile } from './damaged-file.ts'

/** Reads numbers and slices out of untrusted bytes; every reach past the end is a {@link DamagedFile}. */
export class BoundedBytes {
	readonly bytes: Uint8Array
	readonly #view: DataView

	constructor(bytes: Uint8Array) {
		this.bytes = bytes
		this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	}

	get length(): number {
		return this.bytes.length
	}

	u8(at: number): number {
		return this.#view.getUint8(this.#reach(at, 1))
	}

	u16(at: number, little = false): number {
		return this.#view.getUint16(this.#reach(at, 2), little)
	}

	u32(at: number, little = false): number {
		return this.#view.getUint32(this.#reach(at, 4), little)
	}

	i32(at: number, little = false): number {
		return this.#view.getInt32(this.#reach(at, 4), little)
	}

	/** Past 2^53 the number is rounded: far beyond any file, so the next reach refuses it. */
	u64(at: number): number {
		return Number(this.#view.getBigUint64(this.#reach(at, 8)))
	}

	/** A view, not a copy. */
	slice(at: number, length: number): Uint8Array {
		const from = this.#reach(at, length)
		return this.bytes.subarray(from, from + length)
	}

	/** One character per byte: for names made by machines, not for text written by people. */
	ascii(at: number, length: number): string {
		return String.fromCharCode(...this.slice(at, length))
	}

	/** Whether the name stands at this place; false, not an error, when the bytes end before it. */
	says(at: number, name: string): boolean {
		return at + name.length <= this.length && this.ascii(at, name.length) === name
	}

	#reach(at: number, length: number): number {
		if (at >= 0 && length >= 0 && at + length <= this.length) return at
		throw new DamagedFile(`${length} bytes wanted at ${at} of ${this.length}`)
	}
}
