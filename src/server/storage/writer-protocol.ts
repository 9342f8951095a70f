import type { Refusal } from '#contract/refusals.ts'
import type { CommandName } from '#server/storage/commands.ts'

/** What the server asks its writer thread. `input` is checked against `name` where it is sent. */
export type Job =
	| { id: number; kind: 'command'; name: CommandName; input: never }
	| { id: number; kind: 'forget' }
	| { id: number; kind: 'close' }

/** What the thread answers, once for each job, only after the commit; sent as a list for all of a commit. */
export type Reply =
	| { id: number; ok: true; value: unknown }
	| { id: number; ok: false; refused: { because: Refusal; detail: string | null } }
	| { id: number; ok: false; failed: string }
