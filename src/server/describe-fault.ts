import { NotStored } from '#server/storage/store.ts'

const PLACES = 8

/**
 * The name of an error and the lines of code it passed, for the host. Its message is left out: it might quote what
 * somebody sent, or hold an address.
 */
export function describeFault(error: unknown): string {
	if (!(error instanceof Error)) return 'a fault without an error'
	const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
	// What an engine says about a failed write names tables and files, never values.
	const what = error instanceof NotStored ? `${error.name}: ${error.message}` : error.name
	return [what, ...places.slice(0, PLACES)].join('\n')
}
