import * as v from 'valibot'

/** A file of content that cannot be shown. It stops the build, and says which file and where. */
export class PageFaulty extends Error {
	override name = 'PageFaulty'
}

/**
 * What a file of content says.
 * @param page as `fr/guide/mechanisms/ua_ced`
 * @throws PageFaulty
 */
export function readPage<Schema extends v.GenericSchema>(
	schema: Schema,
	page: string,
	file: unknown,
): v.InferOutput<Schema> {
	const read = v.safeParse(schema, file)
	if (!read.success) throw new PageFaulty(`${page}: ${read.issues.map(sayIssue).join('; ')}`)
	return read.output
}

/** Where it is wrong and how, in one line. */
export function sayIssue(issue: v.BaseIssue<unknown>): string {
	return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`
}
