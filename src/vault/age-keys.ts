import { identityToRecipient } from 'age-encryption'
import { bech32 } from '@scure/base'
import type { AgeIdentity, AgeRecipient } from '#vault/envelope.ts'

/** An age identity made of 32 chosen bytes: hybrid post-quantum for keys whose recipient is published. */
export function hybridIdentity(seed: Uint8Array): AgeIdentity {
	return bech32.encodeFromBytes('AGE-SECRET-KEY-PQ-', seed).toUpperCase() as AgeIdentity
}

/** An age identity made of 32 chosen bytes: X25519, only for keys whose recipient is never published. */
export function x25519Identity(seed: Uint8Array): AgeIdentity {
	return bech32.encodeFromBytes('AGE-SECRET-KEY-', seed).toUpperCase() as AgeIdentity
}

export async function recipientOf(identity: AgeIdentity): Promise<AgeRecipient> {
	return (await identityToRecipient(identity)) as AgeRecipient
}
