import { type AgeRecipient, open, seal, SealBroken } from '#vault/envelope.ts'
import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import { signersOf, type SignedText, signText } from '#vault/outside/signed-text.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'
import { colleaguesOf } from '#domain/roster/interpreters.ts'
import { administrators, type Roster } from '#domain/roster/roster.ts'
import { signedText } from '#contract/shapes.ts'
import * as v from 'valibot'

// [Note: names] The roster names nobody: a server that is taken shows keys and roles. Who is who is one small text,
// signed by an administrator and locked for the members; the server keeps it without being able to read it.

export type MemberNames = {
	desk: string
	/** Newest roster entry its writer had checked: a roster that ends earlier is an old one. */
	roster: number
	/** Name by member id. People who are proposed but not yet taken in may be among them. */
	names: ReadonlyMap<string, string>
	/** Ids of the members it is locked for. */
	readers: readonly string[]
}

const namesText = v.strictObject({
	v: v.literal(1),
	kind: v.literal('names'),
	desk: v.string(),
	roster: v.number(),
	names: v.array(v.tuple([v.string(), v.pipe(v.string(), v.maxLength(200))])),
	readers: v.array(v.string()),
})

/** Signs the names and locks them for every member of the roster but interpreters, who need not know who reads. */
export async function sealNames(
	roster: Roster,
	names: ReadonlyMap<string, string>,
	secret: MemberSecret,
): Promise<Uint8Array<ArrayBuffer>> {
	const text = JSON.stringify({
		v: 1,
		kind: 'names',
		desk: roster.desk,
		roster: roster.seq,
		names: [...names],
		readers: colleaguesOf(roster).map(({ id }) => id),
	})
	const signed = JSON.stringify(signText(text, 'names', [secret.sign]))
	const recipients = colleaguesOf(roster).map(({ recipient }) => recipient as AgeRecipient)
	return new Uint8Array(await seal(padRecord(signed, ENTRY_STEP), recipients))
}

export type NamesRead =
	{ ok: true; names: MemberNames } | { ok: false; because: 'not-for-me' | 'not-signed' | 'roster-behind' }

/**
 * Opens the names and checks that an administrator of this roster wrote them for this team.
 * @throws SealBroken when the envelope is damaged or holds something else.
 */
export async function openNames(
	envelope: Uint8Array,
	roster: Roster,
	secret: MemberSecret,
): Promise<NamesRead> {
	const plain = await open(envelope, [memberIdentity(secret)])
	if (plain === null) return { ok: false, because: 'not-for-me' }
	const signed = v.safeParse(signedText, parseJson(plain))
	if (!signed.success) throw new SealBroken('the envelope holds no signed names')
	if (!isFromAdministrator(signed.output, roster)) return { ok: false, because: 'not-signed' }
	const read = v.safeParse(namesText, parseJson(new TextEncoder().encode(signed.output.text)))
	if (!read.success || read.output.desk !== roster.desk) throw new SealBroken('these names belong elsewhere')
	if (read.output.roster > roster.seq) return { ok: false, because: 'roster-behind' }
	return { ok: true, names: { ...read.output, names: new Map(read.output.names) } }
}

function isFromAdministrator(signed: SignedText, roster: Roster): boolean {
	const keys = signersOf(signed, 'names')
	return administrators(roster).some(({ signingKey }) => keys.some((key) => key === signingKey))
}
