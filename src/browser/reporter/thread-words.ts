import { foldWord, type WordLanguage } from '#vault/folding.ts'
import { readWords, splitWords, type WordList, type WordsKind } from '#vault/words.ts'

/** What came of reading the box for the return words. `at` counts words from 0. */
export type TypedWords =
	| { ok: true; secret: Uint8Array }
	| { ok: false; because: 'empty' | 'typo' | 'too-few' | 'too-many' | 'not-return-words' }
	| { ok: false; because: 'unknown-word'; at: number; word: string; nearest: string[] }

export type LoadWordList = (language: WordLanguage) => Promise<WordList>

const LATIN: readonly WordLanguage[] = ['en', 'fr', 'es']
const MOST_NEAREST = 3

/**
 * Reads return words in whatever language they were given, or digits of any script. Only lists that can hold the
 * typed letters are loaded, that of the page's language first. Nothing leaves the device.
 */
export async function readTypedWords(
	typed: string,
	page: WordLanguage,
	loadList: LoadWordList,
): Promise<TypedWords> {
	if (!/[\p{L}\p{Nd}]/u.test(typed)) return { ok: false, because: 'empty' }
	let best: { fit: number; reading: TypedWords } | null = null
	for (const language of languagesOf(typed, page)) {
		const list = await loadList(language)
		const read = readWords(typed, 'return', list)
		if (read.ok) return read
		const reading = explained(typed, list, read)
		const fit = fitOf(typed, list, reading)
		if (best === null || fit > best.fit) best = { fit, reading }
	}
	return best === null ? { ok: false, because: 'empty' } : best.reading
}

/** The languages whose words are written with these letters; for digits alone any list will do. */
function languagesOf(typed: string, page: WordLanguage): WordLanguage[] {
	const found: WordLanguage[] = []
	if (/\p{Script=Latin}/u.test(typed)) found.push(...LATIN)
	if (/\p{Script=Arabic}/u.test(typed.replace(/\p{Nd}/gu, ''))) found.push('ar')
	if (/\p{Script=Cyrillic}/u.test(typed)) found.push('ru')
	if (/\p{Script=Han}/u.test(typed)) found.push('zh')
	if (found.length === 0) return [page]
	return found.includes(page) ? [page, ...found.filter((language) => language !== page)] : found
}

function explained(typed: string, list: WordList, read: ReturnType<typeof readWords>): TypedWords {
	if (read.ok) return read
	if (read.because !== 'unknown-word')
		return isOfAnotherKind(typed, list) ? { ok: false, because: 'not-return-words' } : read
	const word = splitWords(typed, list.language)[read.at]
	if (word === undefined) return { ok: false, because: 'empty' }
	return { ...read, word, nearest: nearestWords(word, list) }
}

/** A recovery sheet typed into the wrong box is told apart from a slip of the finger. */
function isOfAnotherKind(typed: string, list: WordList): boolean {
	const others: WordsKind[] = ['sheet', 'recovery', 'root']
	return others.some((kind) => readWords(typed, kind, list).ok)
}

/** How well a list fits what was typed: by the words it holds, then by whether it knows what a wrong one may mean. */
function fitOf(typed: string, list: WordList, reading: TypedWords): number {
	const words = new Set(list.words.map((word) => foldWord(word, list.language)))
	const known = splitWords(typed, list.language).filter((word) => words.has(foldWord(word, list.language)))
	const suggests = 'nearest' in reading && reading.nearest.length > 0
	return 2 * known.length + (suggests ? 1 : 0)
}

/** At most three words of the list that a slip of the finger could have turned into `word`, nearest first. */
export function nearestWords(word: string, list: WordList): string[] {
	const typed = Array.from(foldWord(word, list.language))
	const farthest = Math.min(2, Math.floor(typed.length / 2))
	return list.words
		.map((candidate) => ({
			candidate,
			slips: slipsBetween(typed, Array.from(foldWord(candidate, list.language))),
		}))
		.filter(({ slips }) => slips <= farthest)
		.sort((one, other) => one.slips - other.slips)
		.slice(0, MOST_NEAREST)
		.map(({ candidate }) => candidate)
}

/**
 * Letters to add, drop, change or swap with their neighbour to turn one word into the other (optimal string
 * alignment: Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.1).
 */
export function slipsBetween(one: readonly string[], other: readonly string[]): number {
	const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)]
	const cell = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
	for (let row = 1; row <= one.length; row++) {
		const current = [row]
		rows.push(current)
		for (let column = 1; column <= other.length; column++) {
			const same = one[row - 1] === other[column - 1]
			const swapped =
				row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
			current.push(
				Math.min(
					cell(row - 1, column) + 1,
					cell(row, column - 1) + 1,
					cell(row - 1, column - 1) + (same ? 0 : 1),
					swapped ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
				),
			)
		}
	}
	return cell(one.length, other.length)
}
