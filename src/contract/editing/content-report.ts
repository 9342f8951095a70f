import type { ContentFile } from '#contract/editing/content-file.ts'
import { type Fault, faultsOf } from '#contract/editing/faults.ts'
import { type Gap, gapsOf, standInsOf } from '#contract/editing/gaps.ts'
import { type Overdue, overdueOf, undatedOf, unconfirmedOf } from '#contract/editing/kept.ts'
import { readTexts } from '#contract/editing/read-texts.ts'
import { type Stray, straysOf } from '#contract/editing/strays.ts'
import type { Day } from '#domain/days.ts'
import { type Breach, judgeReading } from '#domain/reading/judge-reading.ts'
import type { SyllablesOf } from '#domain/reading/measure.ts'

/** What an editor of the guide has to do, and what is known to be open. */
export type ContentReport = {
	today: Day
	faults: readonly Fault[]
	overdue: readonly Overdue[]
	/** Files of facts without a day on which to look again. */
	undated: readonly string[]
	gaps: readonly Gap[]
	strays: readonly Stray[]
	breaches: readonly Breach[]
	/** Sentences and facts marked as not confirmed: no fault, but to be fewer. */
	unconfirmed: readonly { page: string; count: number }[]
	/** What another language stands in for: second layers, titles of documents. */
	standIns: ReturnType<typeof standInsOf>
}

export function reportOn(
	files: readonly ContentFile[],
	today: Day,
	englishSyllables: SyllablesOf,
): ContentReport {
	return {
		today,
		faults: faultsOf(files),
		overdue: overdueOf(files, today),
		undated: undatedOf(files),
		gaps: gapsOf(files),
		strays: straysOf(files),
		breaches: readTexts(files).flatMap((text) => judgeReading(text, englishSyllables)),
		unconfirmed: unconfirmedOf(files),
		standIns: standInsOf(files),
	}
}
