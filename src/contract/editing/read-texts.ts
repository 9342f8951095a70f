import { type ContentFile, guidePageOf, type Leaf, leavesOf } from '#contract/editing/content-file.ts'
import type { ReadingPart, Text } from '#domain/reading/judge-reading.ts'

/** Interface texts around the guide. The pages of the team and of the tell journey have their own tests. */
const TOPICS = ['country', 'experts', 'find', 'found', 'guide', 'notes', 'part', 'rights']

/** Names, titles and references are given by others and stand as they are. */
const NOT_OURS = new Set(['ref', 'refs', 'source', 'document', 'official', 'forms', 'title', 'symbol'])

/** Pages that hold nothing but such names, or words that are typed and never read. */
const NAMES_ONLY: readonly string[] = ['countries', 'treaties', 'theme-words']

/** Everything people read in the guide, page by page; the first layer of a mechanism apart from what follows it. */
export function readTexts(files: readonly ContentFile[]): Text[] {
	return files.flatMap(({ path, json }) => {
		const page = guidePageOf(path)
		if (page === null || NAMES_ONLY.includes(page.name)) return []
		const { language, folder, name } = page
		if (folder === 'interface')
			return TOPICS.includes(name) ? [textOf(path, 'first', language, leavesOf(json))] : []
		const leaves = leavesOf(json).filter(({ keys }) => !keys.some((key) => NOT_OURS.has(key)))
		if (name === 'mandates')
			return [
				textOf(
					path,
					'further',
					language,
					leaves.filter(({ keys }) => keys.at(-1) !== 'name'),
				),
			]
		if (!name.startsWith('mechanisms/')) return [textOf(path, 'further', language, leaves)]
		const isFirst = ({ keys }: Leaf) => keys[0] !== 'details'
		return [
			textOf(path, 'first', language, leaves.filter(isFirst)),
			textOf(
				path,
				'further',
				language,
				leaves.filter((leaf) => !isFirst(leaf)),
			),
		]
	})
}

function textOf(page: string, part: ReadingPart, language: Text['language'], leaves: readonly Leaf[]): Text {
	const passages = leaves.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
	return { page, part, language, passages }
}
