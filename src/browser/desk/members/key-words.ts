import { argon2idAsync } from '@noble/hashes/argon2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Member } from '#domain/roster/roster.ts'
import type { WordList } from '#vault/words.ts'

const WORDS = 4
const BITS_PER_WORD = 11

// Four words are 44 bits: short enough to be read over a telephone, too short for a plain hash, because a server that
// wants to slip in keys of its own could search for keys with the same words. So every try costs Argon2id.
const ARGON2 = { m: 19 * 1024, t: 2, p: 1, dkLen: 16 }

/** The words two people compare by voice to know that they see the same keys of a person. */
export async function keyWords(
	{ signingKey, recipient }: Pick<Member, 'signingKey' | 'recipient'>,
	list: WordList,
): Promise<string[]> {
	const keys = utf8ToBytes(JSON.stringify([signingKey, recipient]))
	const digest = await argon2idAsync(keys, utf8ToBytes('safeconduct/1/key-words'), ARGON2)
	const bits = Array.from(digest, (byte) => byte.toString(2).padStart(8, '0')).join('')
	return Array.from({ length: WORDS }, (_, at) => {
		const index = parseInt(bits.slice(at * BITS_PER_WORD, (at + 1) * BITS_PER_WORD), 2)
		const word = list.words[index]
		if (word === undefined) throw new RangeError('not a list of 2,048 words')
		return word
	})
}
