/** One thing on each line, as typed; empty lines are nothing. */
export function linesOf(typed: string): string[] {
	return typed
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
}
