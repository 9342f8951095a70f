import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A program whose every opened file is known. */
export type Traced = {
	/** Files it has made, or opened to write, since `mark`. */
	written: () => string[]
	/** From here on counts; what a program does while it starts is left out. */
	mark: () => void
	/** What it said on standard output and error. */
	said: () => string
	stop: () => Promise<void>
}

/** Starts a program under strace and waits until it listens. */
export async function startTraced(
	command: readonly string[],
	at: { port: number; trace: string; environment?: Record<string, string> },
): Promise<Traced> {
	const child = spawn('strace', ['-f', '-qq', '-e', 'trace=openat,open,creat', '-o', at.trace, ...command], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...at.environment },
		detached: true,
	})
	let said = ''
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => {
			said += chunk.toString()
		})
	let from = 0
	const trace = () => readFileSync(at.trace, 'utf8')
	await whenListening(at.port, () => said)
	return {
		written: () => writtenIn(trace().slice(from)),
		mark: () => {
			from = trace().length
		},
		said: () => said,
		stop: async () => {
			const ended = once(child, 'exit')
			// The whole group: strace alone would leave the program behind.
			process.kill(-(child.pid ?? NaN), 'SIGTERM')
			await ended
		},
	}
}

function writtenIn(trace: string): string[] {
	return Array.from(
		trace.matchAll(/(?:open|openat|creat)\((?:AT_FDCWD, )?"([^"]+)"[^\n]*\b(?:O_CREAT|O_WRONLY|O_RDWR)\b/g),
		([, path = '']) => path,
	)
}

async function whenListening(port: number, said: () => string): Promise<void> {
	for (let attempt = 0; attempt < 300; attempt++) {
		const socket = connect(port, '127.0.0.1')
		const isThere = await Promise.race([
			once(socket, 'connect').then(() => true),
			once(socket, 'close').then(() => false),
		]).catch(() => false)
		socket.destroy()
		if (isThere) return
		await pause(100)
	}
	throw new RangeError(`it does not listen: ${said()}`)
}

export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1')
	await once(probe, 'listening')
	const address = probe.address()
	probe.close()
	if (address === null || typeof address === 'string') throw new RangeError('no port')
	return address.port
}
