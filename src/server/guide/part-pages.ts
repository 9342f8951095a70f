import partFile from '#content/facts/part.json' with { type: 'json' }
import type { ActGroup } from '#contract/act-texts.ts'
import type { StepPicture } from '#contract/drawing-facts.ts'
import { partFacts, type PartText, partText, type PartTopic, type ReadPage } from '#contract/part-texts.ts'
import { readPage } from '#contract/read-page.ts'
import type { Day } from '#domain/days.ts'
import { type Language, LANGUAGES } from '#domain/languages.ts'
import { picturesOf } from '#server/guide/drawings.ts'
import { guideFile } from '#server/guide/guide-file.ts'
import { mechanismTextOf } from '#server/guide/mechanism-texts.ts'

const { topics, sources } = readPage(partFacts, 'facts/part', partFile)

const texts = new Map(
	LANGUAGES.flatMap((language) =>
		topics.map(
			({ id }) =>
				[
					`${language}/${id}`,
					readPage(partText, `${language}/part/${id}`, guideFile(language, `part/${id}`)),
				] as const,
		),
	),
)

type Named = { id: string; name: string }

export type PartPage = {
	id: string
	text: PartText
	/** One for each step. */
	pictures: readonly StepPicture[]
	kept: boolean
	now: boolean
	ways: readonly Named[]
	topics: readonly Named[]
	acts: readonly ActGroup[]
	sources: readonly ReadPage[]
	checked: Day
	nextCheck: Day
}

/** The topics of taking part, in order, each with its first sentence. */
export function partIndex(language: Language): readonly (Named & Pick<PartText, 'short'>)[] {
	return topics.map(({ id }) => {
		const { name, short } = textOf(language, id)
		return { id, name, short }
	})
}

/** Name of one topic, for pages that lead to it. */
export function partTopicName(language: Language, id: string): string {
	return textOf(language, id).name
}

/** All that one page about taking part shows; null when there is no such topic. */
export function partPage(language: Language, id: string): PartPage | null {
	const topic = topics.find((one) => one.id === id)
	if (topic === undefined) return null
	return {
		id,
		text: textOf(language, id),
		pictures: picturesOf('topics', id),
		kept: topic.kept,
		now: topic.now,
		ways: topic.ways.map((way) => ({ id: way, name: mechanismTextOf(language, way).name })),
		topics: topic.topics.map((other) => ({ id: other, name: textOf(language, other).name })),
		acts: topic.acts,
		sources: sourcesOf(topic),
		checked: topic.checked,
		nextCheck: topic.nextCheck,
	}
}

function sourcesOf(topic: PartTopic): ReadPage[] {
	return topic.sources.map((name) => {
		const source = sources[name]
		if (source === undefined) throw new RangeError(`${topic.id} names ${name}, which nobody wrote down`)
		return source
	})
}

function textOf(language: Language, id: string): PartText {
	const found = texts.get(`${language}/${id}`)
	if (found === undefined) throw new RangeError(`no text on ${id} in ${language}`)
	return found
}
