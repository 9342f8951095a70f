import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { entryHash, NOTHING_BEFORE, type VisibleEntry } from '#vault/outside/chain.ts'
import { type Hash, isHash } from '#vault/outside/format.ts'
import { isSignature, isSigningKey } from '#vault/outside/signature.ts'

/**
 * Looks whether each entry of each journal names the one before it, from the first to the one its thread calls newest.
 * Signatures are not checked again: members' clients do that, and the hash of an entry covers its signature.
 * @returns the first thread whose journal does not hang together, or null
 */
export function firstBrokenChain(database: DatabaseSync): string | null {
	const rows = database.prepare(
		`SELECT threads.mailbox AS scope, threads.head AS head, entries.seq, entries.prev, entries.hash AS envelope,
			entries.roster, entries.author, entries.signature
		FROM threads LEFT JOIN entries ON entries.thread = threads.id
		WHERE threads.head IS NOT NULL AND threads.destroyed IS NULL
		ORDER BY threads.id, entries.seq`,
	)
	let scope: string | null = null
	let head = -1
	let next = 0
	let before: Hash = NOTHING_BEFORE
	for (const row of rows.iterate()) {
		if (row['scope'] !== scope) {
			if (scope !== null && next !== head + 1) return scope
			scope = String(row['scope'])
			head = Number(row['head'])
			next = 0
			before = NOTHING_BEFORE
		}
		const entry = entryIn(row)
		if (entry?.seq !== next || entry.prev !== before) return scope
		before = entryHash(entry)
		next += 1
	}
	return scope !== null && next !== head + 1 ? scope : null
}

function entryIn(row: Record<string, SQLOutputValue>): VisibleEntry | null {
	const { scope, seq, prev, envelope, roster, author, signature } = row
	if (typeof scope !== 'string' || typeof seq !== 'number' || typeof roster !== 'number') return null
	if (typeof prev !== 'string' || !isHash(prev) || typeof envelope !== 'string' || !isHash(envelope))
		return null
	if (typeof author !== 'string' || !isSigningKey(author)) return null
	if (typeof signature !== 'string' || !isSignature(signature)) return null
	return { scope, seq, prev, envelope, roster, author, signature }
}
