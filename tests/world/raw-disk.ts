import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether this process may make file systems of its own. */
export const MAY_MOUNT = process.getuid?.() === 0 && spawnSync('mkfs.ext4', ['-V']).status === 0

/** A folder on a file system of its own. */
export type RawDisk = {
	folder: string
	/** Ends it. @returns every byte of the disk below the file system */
	takeOut: () => Buffer
}

/** @param inside an existing folder for the image and the place where it is mounted */
export function insertDisk(inside: string, megabytes: number): RawDisk {
	const image = join(inside, 'image')
	const folder = join(inside, 'mounted')
	writeFileSync(image, '')
	truncateSync(image, megabytes * 1024 * 1024)
	execFileSync('mkfs.ext4', ['-q', image])
	mkdirSync(folder)
	execFileSync('mount', ['-o', 'loop', image, folder])
	return {
		folder,
		takeOut: () => {
			execFileSync('umount', [folder])
			rmSync(folder, { recursive: true })
			return readFileSync(image)
		},
	}
}
