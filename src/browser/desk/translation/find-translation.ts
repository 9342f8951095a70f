import { readTranslation } from '#contract/parcels.ts'
import { translationToSign } from '#contract/signed-bytes.ts'
import type { Member, Roster } from '#domain/roster/roster.ts'
import type { FoundTranslation } from '#domain/threads/placed-entry.ts'
import { isSignature, isSignedBy, isSigningKey } from '#vault/outside/signature.ts'

/** What a client can find out about a translation: whether it is one of this text, and of the interpreter asked. */
export function findTranslation(
	{ body, signature }: { body: string; signature: string },
	place: { desk: string; parcel: string },
	interpreter: Member | null,
): FoundTranslation {
	const text = readTranslation(body, place)?.text ?? null
	const signed =
		interpreter !== null &&
		isSigningKey(interpreter.signingKey) &&
		isSignature(signature) &&
		isSignedBy(
			interpreter.signingKey,
			'translation',
			translationToSign(place.desk, place.parcel, body),
			signature,
		)
	return { text, signed }
}

/** A member as any roster named them, also when they have left since. */
export function memberEver(history: readonly Roster[], id: string): Member | null {
	return history.flatMap(({ members }) => members).find((member) => member.id === id) ?? null
}
