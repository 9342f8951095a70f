import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Ran = { stdout: Uint8Array; stderr: string; status: number | null }

/** Runs another program on these bytes, in the given folder. */
export function run(program: string, args: readonly string[], input: Uint8Array, folder: string): Ran {
	const { stdout, stderr, status, error } = spawnSync(program, args, {
		input,
		cwd: folder,
		maxBuffer: 2 ** 28,
	})
	if (error !== undefined) throw error
	return { stdout: new Uint8Array(stdout), stderr: stderr.toString(), status }
}

/** A folder of its own that is gone when the test is over. */
export async function inFolder<Made>(work: (folder: string) => Promise<Made> | Made): Promise<Made> {
	const folder = mkdtempSync(join(tmpdir(), 'lantern-'))
	try {
		return await work(folder)
	} finally {
		rmSync(folder, { recursive: true })
	}
}
