import type { ThreadView } from '#browser/desk/inbox/read-thread.ts'

/** Numbers of answers none of whose deposits the server knows of: cut off between journal and mailbox. */
export function answersNotLeft(view: Pick<ThreadView, 'state' | 'deposits'>): number[] {
	const known = new Set(view.deposits.map(({ hash }) => hash))
	return view.state.answers
		.filter(({ deposits }) => !deposits.some((hash) => known.has(hash)))
		.map(({ record }) => record.n)
}
