import { randomBytes } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { lockStory } from '#browser/reporter/lock-story.ts'
import { today } from '#browser/today.ts'
import { sendStory } from '#browser/reporter/send-story.ts'
import { wordListOf } from '#browser/word-lists.ts'
import stories from '#content/demo/stories.json' with { type: 'json' }
import { type Language, LANGUAGES } from '#domain/languages.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { REASONS } from '#domain/threads/records.ts'
import { isHash } from '#vault/outside/format.ts'
import { deriveReturnKeys } from '#vault/return-keys.ts'
import { newSecret, toWords } from '#vault/words.ts'

const demoStories = v.array(
	v.object({ language: v.picklist(LANGUAGES), reason: v.nullable(v.picklist(REASONS)), text: v.string() }),
)

/** Return words of one message that was sent. */
export type SentDemoMessage = { language: Language; words: string }

/** Sends the fictional stories as people's pages would. */
export async function sendDemoMessages(roster: Roster): Promise<SentDemoMessage[]> {
	const sent: SentDemoMessage[] = []
	for (const story of v.parse(demoStories, stories)) sent.push(await send(story, roster))
	return sent
}

async function send(
	{ language, reason, text }: v.InferOutput<typeof demoStories>[number],
	roster: Roster,
): Promise<SentDemoMessage> {
	const { desk } = roster
	if (!isHash(desk)) throw new TypeError('a desk is named by a hash')
	const secret = newSecret('return', randomBytes(16))
	const words = toWords(secret, 'return', await wordListOf(language))
	const keys = deriveReturnKeys(secret, desk)
	const team = { desk, roster, demo: true }
	const locked = await lockStory(
		{ team, keys, checkedOn: today() },
		{ language, reason, text, leftOut: [], showAgain: false },
		null,
	)
	const result = await sendStory(locked.story, () => undefined)
	if (!result.ok) throw new RangeError(`a demo message was not taken: ${result.because}`)
	return { language, words: words.join(' ') }
}
