import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

const COUNT = 8
const BITS_PER_WORD = 11
const LIST_LENGTH = 2048

/**
 * The eight words people compare to learn whether a site belongs to the team they mean: 88 bits of a hash of the
 * team's anchor. Finding another anchor with the same words takes about 2^88 tries.
 * @param anchor hash of the first roster entry, 64 hex characters
 * @param list 2,048 words of the reader's language
 * @throws RangeError when the list has another length
 */
export function checkWords(anchor: string, list: readonly string[]): string[] {
	if (list.length !== LIST_LENGTH) throw new RangeError('not a list of 2,048 words')
	const digest = sha256(concatBytes(utf8ToBytes('safeconduct/1/check-words\0'), utf8ToBytes(anchor)))
	const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, '0')).join('')
	return Array.from({ length: COUNT }, (_, at) => {
		const index = parseInt(bits.slice(at * BITS_PER_WORD, (at + 1) * BITS_PER_WORD), 2)
		const word = list[index]
		if (word === undefined) throw new RangeError('a list with holes')
		return word
	})
}
