import * as v from 'valibot'
import { actFacts, actTexts, rightTexts } from '#contract/act-texts.ts'
import type { ContentFile } from '#contract/editing/content-file.ts'
import { expertFacts, expertTexts } from '#contract/expert-texts.ts'
import { drawingFacts, regionFacts } from '#contract/drawing-facts.ts'
import { acceptanceFacts, mechanismFacts } from '#contract/finder-facts.ts'
import { mechanismText } from '#contract/guide-texts.ts'
import { sayIssue } from '#contract/read-page.ts'

/** A file that cannot be shown, and what is wrong with it. Such a file stops the build. */
export type Fault = { page: string; wrong: string }

const SHAPES: readonly (readonly [RegExp, v.GenericSchema])[] = [
	[/^facts\/mechanisms$/u, mechanismFacts],
	[/^facts\/acceptance$/u, acceptanceFacts],
	[/^facts\/acts$/u, actFacts],
	[/^facts\/drawings$/u, drawingFacts],
	[/^facts\/regions$/u, regionFacts],
	[/^facts\/experts$/u, expertFacts],
	[/^\w+\/guide\/mechanisms\/\w+$/u, mechanismText],
	[/^\w+\/guide\/acts$/u, actTexts],
	[/^\w+\/guide\/rights$/u, rightTexts],
	[/^\w+\/guide\/mandates$/u, expertTexts],
	[/^\w+\/guide\/countries$/u, v.record(v.string(), v.string())],
]

/** The shapes are those the pages are built with; what has none only has to be JSON. */
export function faultsOf(files: readonly ContentFile[]): Fault[] {
	return files.flatMap(({ path, json }) => {
		if (json === null) return [{ page: path, wrong: 'is no JSON' }]
		const shape = SHAPES.find(([pattern]) => pattern.test(path))?.[1]
		if (shape === undefined) return []
		const read = v.safeParse(shape, json)
		return read.success ? [] : read.issues.map((issue) => ({ page: path, wrong: sayIssue(issue) }))
	})
}
