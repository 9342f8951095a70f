import { askLine, canAsk } from '#cli/person/ask.ts'
import type { ReadyLock } from '#browser/reporter/lock-story.ts'
import { wordListOf } from '#browser/word-lists.ts'
import { triageMembers } from '#domain/roster/roster.ts'
import { foldWord } from '#vault/folding.ts'
import { checkWords } from '#vault/outside/check-words.ts'
import { splitWords } from '#vault/words.ts'

/**
 * Shows who reads, and makes sure that the check words are those the person knows.
 * @param known the words from a paper or a person, or undefined
 * @returns whether they are the same; somebody who was not asked has not said so
 */
export async function isTheRightTeam({ team, language }: ReadyLock, known: unknown): Promise<boolean> {
	const { words: list } = await wordListOf(language)
	const words = checkWords(team.desk, list)
	const readers = triageMembers(team.roster).length
	const { name, kind, checkWordsAt } = team.roster.card
	console.error(`Who reads: ${name} (${kind}), ${String(readers)} members.`)
	if (kind !== 'un-office') console.error('Not part of the United Nations.')
	if (team.demo) console.error('This is an example. Nobody reads what you write here.')
	console.error(`Check words: ${words.join(' ')}`)
	if (checkWordsAt !== '') console.error(`The team says they are printed here: ${checkWordsAt}`)
	if (typeof known === 'string') {
		const folded = (given: readonly string[]) => given.map((word) => foldWord(word, language)).join(' ')
		return folded(splitWords(known, language)) === folded(words)
	}
	if (!canAsk()) return false
	return (await askLine('Are these the words you know from another place? Type yes: ')) === 'yes'
}
