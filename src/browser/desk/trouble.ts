import { LineCut, Refused } from '#browser/call-server.ts'
import { DerivationStopped } from '#browser/desk/derive-unlocking.ts'
import { type UnlockRefusal, UnlockRefused } from '#browser/desk/open-desk.ts'
import { KeyringNotProven } from '#browser/desk/new-member.ts'
import { PasskeyFailed, type PasskeyFailure } from '#browser/desk/passkeys/ask-device.ts'
import { RosterRefuses } from '#browser/desk/write-roster.ts'
import type { Refusal } from '#contract/refusals.ts'
import type { RosterRefusal } from '#domain/roster/judge-entry.ts'
import { SealBroken } from '#vault/envelope.ts'

/** What may go wrong at the desk, as far as a sentence can be said about it. */
export type Trouble =
	| { of: 'line'; because: 'line-cut' | 'stopped' | 'seal-broken' | 'not-proven' }
	| { of: 'server'; because: Refusal }
	| { of: 'roster'; because: RosterRefusal }
	| { of: 'unlock'; because: UnlockRefusal }
	| { of: 'passkey'; because: PasskeyFailure }

/**
 * Names an error that may happen.
 * @throws the error itself when it may not
 */
export function troubleOf(error: unknown): Trouble {
	if (error instanceof LineCut) return { of: 'line', because: 'line-cut' }
	if (error instanceof DerivationStopped) return { of: 'line', because: 'stopped' }
	if (error instanceof KeyringNotProven) return { of: 'line', because: 'not-proven' }
	if (error instanceof SealBroken) return { of: 'line', because: 'seal-broken' }
	if (error instanceof Refused) return { of: 'server', because: error.because }
	if (error instanceof RosterRefuses) return { of: 'roster', because: error.because }
	if (error instanceof UnlockRefused) return { of: 'unlock', because: error.because }
	if (error instanceof PasskeyFailed) return { of: 'passkey', because: error.because }
	throw error
}
