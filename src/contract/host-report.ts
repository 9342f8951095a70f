import * as v from 'valibot'
import { count, day } from '#contract/shapes.ts'
import { CHECKS, FINDINGS } from '#domain/host/judge-host.ts'

/** What whoever takes the database would count in it: the list of docs/threat-model.md, in numbers. */
export const seizure = v.strictObject({
	mailboxes: count,
	/** Of them, those a team has opened. */
	opened: count,
	messages: count,
	firstDay: v.nullable(day),
	lastDay: v.nullable(day),
	/** Answers nobody has fetched. */
	waiting: count,
	fileParts: count,
	entries: count,
	/** Mailboxes that keep copies for the person. */
	keeping: count,
	members: count,
	passkeys: count,
	bytes: count,
})

export const hostReport = v.strictObject({
	findings: v.array(v.strictObject({ check: v.picklist(CHECKS), finding: v.picklist(FINDINGS) })),
	seizure,
})

export type HostReport = v.InferOutput<typeof hostReport>
