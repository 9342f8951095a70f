import * as v from 'valibot'
import type { Tell } from '#contract/endpoints.ts'
import type { PublicRoster } from '#contract/public-instance.ts'
import { signedText } from '#contract/shapes.ts'
import { findDesk, rosterEntries, type StoredDesk } from '#server/storage/reads/desks.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { signedTextOf } from '#server/usecases/read-roster.ts'
import { isHash } from '#vault/outside/format.ts'
import type { SignedText } from '#vault/outside/signed-text.ts'

export async function showRoster(instance: Instance, desk: StoredDesk): Promise<Tell<'roster'>> {
	const entries = await rosterEntries(instance.store.read, desk.id, 0)
	return { entries: entries.map(signedTextOf), statement: statementOf(desk) }
}

/** The same for a page; null when no such team is here. */
export async function showPublicRoster(instance: Instance, hash: string): Promise<PublicRoster | null> {
	const desk = isHash(hash) ? await findDesk(instance.store.read, hash) : null
	return desk === null ? null : showRoster(instance, desk)
}

/** The newest statement, as it was stored. */
function statementOf(desk: StoredDesk): SignedText {
	return v.parse(signedText, JSON.parse(desk.statement))
}
