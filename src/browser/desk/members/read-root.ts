import { readInAnyLanguage } from '#browser/desk/read-in-any-language.ts'
import type { Language } from '#domain/languages.ts'
import type { Roster } from '#domain/roster/roster.ts'
import { signingKeyOf } from '#vault/outside/signature.ts'

/** The seed of this team's root out of its 24 words, or null when they are others. */
export async function readRoot(
	typed: string,
	roster: Roster,
	language: Language,
): Promise<Uint8Array | null> {
	const read = await readInAnyLanguage(typed, 'root', language)
	return read.ok && signingKeyOf(read.secret) === roster.root ? read.secret : null
}
