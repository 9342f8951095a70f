import { sendBytes } from '#browser/desk/call-desk.ts'
import { sealNames } from '#browser/desk/member-names.ts'
import { colleaguesOf } from '#domain/roster/interpreters.ts'
import { fetchNames, isAdministrator, type OpenDesk } from '#browser/desk/open-desk.ts'

/** Locks the names for the members as they are now, with one more name or with names of people gone left out. */
export async function putNames(open: OpenDesk, names: ReadonlyMap<string, string>): Promise<OpenDesk> {
	const { roster, secret, token, desk } = open
	await sendBytes('putNames', await sealNames(roster, names, secret), { at: { desk }, token })
	return { ...open, names: await fetchNames(roster, secret, token) }
}

/**
 * Locks the names again when the members have changed since, which happens when the last signature under a change was
 * not an administrator's. Only administrators can; an administrator who cannot read the names leaves them alone.
 */
export async function mendNames(open: OpenDesk): Promise<OpenDesk> {
	if (open.names === null || !isAdministrator(open)) return open
	const readers = new Set(open.names.readers)
	const colleagues = colleaguesOf(open.roster)
	const isRight = readers.size === colleagues.length && colleagues.every(({ id }) => readers.has(id))
	return isRight ? open : putNames(open, open.names.names)
}
