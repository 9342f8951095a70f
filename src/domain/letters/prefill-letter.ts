import type { Day } from '#domain/days.ts'
import { type LetterAnswers, NO_ANSWERS, type TextItem } from '#domain/letters/letter-items.ts'
import type { Topic, UncertainDate } from '#domain/threads/records.ts'

/** Something the person told; `topic` null: their first message. */
export type Told = { topic: Topic | null; text: string; when: UncertainDate | null }

const ITEM_OF: Readonly<Record<Topic, TextItem>> = {
	more: 'event',
	when: 'when',
	where: 'where',
	'who-did-it': 'doers',
	'un-contact': 'unContact',
	'who-else-knows': 'elsewhere',
	'how-to-reach': 'reach',
}

/**
 * What a letter can take over word for word. Nothing is chosen for the person: what they allow, and who did it in the
 * law's words, stays open. How to reach them goes only to bodies that keep it to themselves (`openReach` stays empty).
 */
export function prefillFrom(told: readonly Told[], sayWhen: (when: UncertainDate) => string): LetterAnswers {
	const texts: Partial<Record<TextItem, string>> = {}
	let lastDay: Day | null = null
	for (const { topic, text, when } of told) {
		const item = topic === null ? 'event' : ITEM_OF[topic]
		const said = [when === null ? '' : sayWhen(when), text.trim()].filter((part) => part !== '').join('\n')
		if (said !== '') texts[item] = texts[item] === undefined ? said : `${texts[item]}\n\n${said}`
		if (when !== null && (lastDay === null || when.latest > lastDay)) lastDay = when.latest
	}
	return { ...NO_ANSWERS, texts, days: lastDay === null ? {} : { lastDay } }
}

/** What somebody wrote and chose stands in the place of what was there before. */
export function withEdits(before: LetterAnswers, edits: LetterAnswers): LetterAnswers {
	return {
		country: edits.country ?? before.country,
		texts: { ...before.texts, ...edits.texts },
		choices: { ...before.choices, ...edits.choices },
		days: { ...before.days, ...edits.days },
		elsewhereAt: edits.elsewhereAt ?? before.elsewhereAt,
	}
}
