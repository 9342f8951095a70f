import type { Hash } from '#vault/outside/format.ts'
import type { ReturnKeys } from '#vault/return-keys.ts'

/** What a person holds who has just written: enough to write on without giving the words. */
export type HeldKeys = { desk: Hash; keys: ReturnKeys }

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
