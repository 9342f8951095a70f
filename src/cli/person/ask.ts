import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'

/** Whether somebody sits at a terminal and can be asked. */
export function canAsk(): boolean {
	return process.stdin.isTTY
}

/** Asks on standard error, so that what is printed for keeping stays alone on standard output. */
export async function askLine(question: string): Promise<string> {
	const lines = createInterface({ input: process.stdin, output: process.stderr })
	try {
		return (await lines.question(question)).trim()
	} finally {
		lines.close()
	}
}

/** A text of several lines: everything on standard input, or, at a terminal, up to a line with nothing but a dot. */
export async function askText(question: string): Promise<string> {
	if (!canAsk()) return text(process.stdin)
	console.error(`${question} End with a line that holds only a dot.`)
	const written: string[] = []
	const lines = createInterface({ input: process.stdin, output: process.stderr })
	for await (const line of lines) {
		if (line === '.') break
		written.push(line)
	}
	lines.close()
	return written.join('\n')
}

/** Text of others without the control characters that move a terminal's cursor or change its title. */
export function plain(written: string): string {
	return written.replace(/[^\P{Cc}\n\t]/gu, '').replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}
