import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

// [Note: one-file tar] A file travels as a tar of one entry, so that `age -d x.age | tar x` gives it back under its
// name with no tool of ours. Format: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Extended Header". Owner,
// group and time say nothing about anybody: 0, 0 and the first second of 2000.

export const BLOCK = 512

export class NotATar extends Error {
	override name = 'NotATar'
}

/** What a header block says. `type` is the letter of the format: `0` a file, `x` and `L` a longer name for the next. */
export type TarHeader = { name: string; size: number; type: string }

const SHORT_NAME = 100
const NAME_AT = 0
const MODE_AT = 100
const OWNER_AT = 108
const GROUP_AT = 116
const SIZE_AT = 124
const TIME_AT = 136
const CHECKSUM_AT = 148
const TYPE_AT = 156
const MAGIC_AT = 257
const PREFIX_AT = 345
const PREFIX_LENGTH = 155
const YEAR_2000 = 946_684_800

/** The blocks that stand before the bytes of a file. A name of other than 1 to 100 ASCII letters needs two more. */
export function tarHead(name: string, size: number): Uint8Array {
	if (/^[\x20-\x7e]{1,100}$/.test(name)) return header(name, size, '0')
	const record = paxRecord('path', name)
	return concatBytes(header('pax', record.length, 'x'), toBlocks(record), header('file', size, '0'))
}

/** Bytes up to the next whole block. */
export function toBlockEnd(size: number): number {
	return (BLOCK - (size % BLOCK)) % BLOCK
}

function header(name: string, size: number, type: string): Uint8Array {
	const block = new Uint8Array(BLOCK)
	const put = (at: number, text: string) => {
		block.set(utf8ToBytes(text), at)
	}
	put(NAME_AT, name)
	put(MODE_AT, octal(0o600, 7))
	put(OWNER_AT, octal(0, 7))
	put(GROUP_AT, octal(0, 7))
	put(SIZE_AT, octal(size, 11))
	put(TIME_AT, octal(YEAR_2000, 11))
	put(TYPE_AT, type)
	put(MAGIC_AT, 'ustar\x0000')
	put(CHECKSUM_AT, `${octal(checksum(block), 6)}\0 `)
	return block
}

/**
 * Reads a header block.
 * @returns null for a block of zeros, which ends an archive.
 * @throws NotATar when it is no header.
 */
export function readHeader(block: Uint8Array): TarHeader | null {
	if (block.every((byte) => byte === 0)) return null
	const number = (at: number, length: number) => {
		const digits = textAt(block, at, length).trim()
		if (!/^[0-7]+$/.test(digits)) throw new NotATar('a number that is none')
		return parseInt(digits, 8)
	}
	if (number(CHECKSUM_AT, 8) !== checksum(block)) throw new NotATar('a header that does not add up')
	const type = textAt(block, TYPE_AT, 1)
	const ustar = textAt(block, MAGIC_AT, 6) === 'ustar'
	const prefix = ustar ? textAt(block, PREFIX_AT, PREFIX_LENGTH) : ''
	const name = textAt(block, NAME_AT, SHORT_NAME)
	return { name: prefix === '' ? name : `${prefix}/${name}`, size: number(SIZE_AT, 12), type: type || '0' }
}

/** The name a pax extended header or a GNU long name gives to the next entry; null when it gives none. */
export function readLongName(type: string, bytes: Uint8Array): string | null {
	if (type === 'L') return textAt(bytes, 0, bytes.length)
	for (let at = 0; at < bytes.length;) {
		const space = bytes.indexOf(0x20, at)
		const length = Number(textAt(bytes, at, Math.max(0, space - at)))
		if (space === -1 || !Number.isInteger(length) || length <= 0)
			throw new NotATar('a pax record without length')
		const record = textAt(bytes, space + 1, at + length - space - 2)
		if (record.startsWith('path=')) return record.slice('path='.length)
		at += length
	}
	return null
}

function paxRecord(key: string, value: string): Uint8Array {
	const rest = utf8ToBytes(` ${key}=${value}\n`)
	// The length counts its own digits.
	const withDigits = (digits: number): number => {
		const length = digits + rest.length
		return String(length).length === digits ? length : withDigits(digits + 1)
	}
	return concatBytes(utf8ToBytes(String(withDigits(1))), rest)
}

function toBlocks(bytes: Uint8Array): Uint8Array {
	return concatBytes(bytes, new Uint8Array(toBlockEnd(bytes.length)))
}

function octal(value: number, digits: number): string {
	return value.toString(8).padStart(digits, '0')
}

/** The sum of all bytes, those of the checksum itself counted as spaces. */
function checksum(block: Uint8Array): number {
	const isChecksum = (at: number) => at >= CHECKSUM_AT && at < CHECKSUM_AT + 8
	return block.reduce((sum, byte, at) => sum + (isChecksum(at) ? 0x20 : byte), 0)
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
	const field = bytes.subarray(at, at + length)
	const end = field.indexOf(0)
	return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end))
}
