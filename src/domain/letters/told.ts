import type { Told } from '#domain/letters/prefill-letter.ts'
import type { LetterLanguage } from '#domain/letters/letter-items.ts'
import type { CopyRecord } from '#domain/threads/copies.ts'
import type { ThreadState } from '#domain/threads/thread-state.ts'

/**
 * What a thread tells a reader of the team, in the translation into the letter's language where there is one. How to
 * reach the person counts only once a reader has judged that it is theirs.
 */
export function toldIn({ messages, translations, contact }: ThreadState, language: LetterLanguage): Told[] {
	const told = messages.flatMap(({ seq, record }): Told[] => {
		if (record.kind !== 'story' && record.kind !== 'addition') return []
		const translated = translations.find(
			({ of, into, text }) => of === seq && into === language && text !== null,
		)
		const text = translated?.text ?? record.text
		if (record.kind === 'story') return [{ topic: null, text, when: null }]
		return record.topic === 'how-to-reach' ? [] : [{ topic: record.topic, text, when: record.when }]
	})
	return contact === null ? told : [...told, { topic: 'how-to-reach', text: contact, when: null }]
}

/** What a person sees again of what they sent: nothing, unless they chose so. */
export function toldAgain(records: readonly CopyRecord[]): Told[] {
	return records.flatMap((record) =>
		record.kind === 'sent' ? [{ topic: record.topic, text: record.text, when: record.when }] : [],
	)
}
