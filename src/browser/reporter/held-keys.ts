import type { Hash } from '#vault/outside/format.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'

/** What a person who has just written, or just come back, holds: enough to write on without giving the words. */
export type HeldKeys = {
	desk: Hash
	keys: ReturnKeys
	/** Number the person's next record carries. */
	next: number
}

// Lives in the memory of this page only. A reload, or leaving, forgets it.
let held: HeldKeys | null = null

export function holdKeys(keys: HeldKeys): void {
	held = keys
}

export function heldKeys(): HeldKeys | null {
	return held
}

export function forgetKeys(): void {
	held = null
}
