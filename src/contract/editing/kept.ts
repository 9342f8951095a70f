import * as v from 'valibot'
import { type ContentFile, leavesOf } from '#contract/editing/content-file.ts'
import { day } from '#contract/shapes.ts'
import type { Day } from '#domain/days.ts'
import { isOverdue } from '#domain/editing/overdue.ts'

/** A file of facts that should have been read again by now. */
export type Overdue = { page: string; nextCheck: Day }

const kept = v.object({ meta: v.object({ nextCheck: day }) })

export function overdueOf(files: readonly ContentFile[], today: Day): Overdue[] {
	return factsOf(files).flatMap(({ path, json }) => {
		const read = v.safeParse(kept, json)
		if (!read.success) return []
		const { nextCheck } = read.output.meta
		return isOverdue(nextCheck, today) ? [{ page: path, nextCheck }] : []
	})
}

/** Files of facts that name no day on which somebody has to look again. */
export function undatedOf(files: readonly ContentFile[]): string[] {
	return factsOf(files)
		.filter(({ json }) => !v.is(kept, json))
		.map(({ path }) => path)
}

function factsOf(files: readonly ContentFile[]): ContentFile[] {
	return files.filter(({ path }) => path.startsWith('facts/'))
}

/** How many sentences and facts of each file are marked as not confirmed; files without any are left out. */
export function unconfirmedOf(files: readonly ContentFile[]): { page: string; count: number }[] {
	return files.flatMap(({ path, json }) => {
		const count = leavesOf(json).filter(
			({ keys, value }) => keys.at(-1) === 'confirmed' && value === false,
		).length
		return count > 0 ? [{ page: path, count }] : []
	})
}

/** Addresses of other sites, and the files that name them. */
export function addressesIn(files: readonly ContentFile[]): Map<string, string[]> {
	const named = files.flatMap(({ path, json }) =>
		leavesOf(json).flatMap(({ value }) =>
			typeof value === 'string' && /^https?:\/\/\S+$/u.test(value) ? [{ path, address: value }] : [],
		),
	)
	const grouped = Map.groupBy(named, ({ address }) => address)
	return new Map(
		[...grouped].map(([address, found]) => [address, [...new Set(found.map(({ path }) => path))]]),
	)
}
