import type { Kysely } from 'kysely'
import type { CommandInput, CommandName, CommandResult } from '#server/storage/commands.ts'
import type { Tables } from '#server/storage/schema.ts'

/** When deleted bytes are gone: at once, or only when the engine's log and its backups expire. */
export type Gone = 'now' | 'when-logs-expire'

/** A write that failed for a reason of the machine: a full disk, a broken file, a fault of ours. */
export class NotStored extends Error {
	override name = 'NotStored'
}

/** Where everything is kept: a reader and a writer, on SQLite or on PostgreSQL. */
export type Store = {
	read: Kysely<Tables>
	/**
	 * Runs a command; when the promise resolves, what it did is on the disk. `input` belongs to the store from here.
	 * @throws Refused when the command refuses; then nothing of it was kept.
	 */
	write: <Name extends CommandName>(name: Name, input: CommandInput<Name>) => Promise<CommandResult<Name>>
	/** Makes what was deleted before this call unrecoverable, as far as the engine can. */
	forget: () => Promise<Gone>
	/** Finishes what was accepted, then closes. */
	close: () => Promise<void>
}
