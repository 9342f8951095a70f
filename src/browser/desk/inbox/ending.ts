import { callServer } from '#browser/desk/call-desk.ts'
import type { Reader } from '#browser/desk/inbox/reader.ts'
import type { Day } from '#domain/days.ts'

/** Last days of threads that end soon, unless something happens in them. */
export type Ending = ReadonlyMap<string, Day>

export const NOTHING_ENDS: Ending = new Map()

export async function fetchEnding({ reader, token }: { reader: Reader; token: string }): Promise<Ending> {
	const { threads } = await callServer('ending', null, { at: { desk: reader.roster.desk }, token })
	return new Map(threads.map(({ thread, until }) => [thread, until]))
}
