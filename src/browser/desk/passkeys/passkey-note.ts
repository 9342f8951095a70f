import * as v from 'valibot'
import { base64url, day, login } from '#contract/shapes.ts'
import { open, seal, SealBroken } from '#vault/envelope.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { drawerIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

const noteText = v.strictObject({
	v: v.literal(1),
	kind: v.literal('passkey'),
	/** Hash of the first roster entry. */
	desk: v.string(),
	/** Id of the passkey, so that a server cannot show one passkey's note for another. */
	passkey: v.string(),
	/** Whose keys it opens: a server's word for it would end in a printed sheet. */
	login,
	/** What the member calls the device. */
	label: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
	/** When it was added. */
	day,
	/** The device's own name of it. */
	credential: base64url,
})

/** What a member keeps about a passkey. The server stores it locked: it learns neither device nor day. */
export type PasskeyNote = Omit<v.InferOutput<typeof noteText>, 'v' | 'kind'>

export async function sealPasskeyNote(note: PasskeyNote, secret: MemberSecret): Promise<Uint8Array> {
	const text = JSON.stringify({ v: 1, kind: 'passkey', ...note })
	return seal(padRecord(text, ENTRY_STEP), [await recipientOf(drawerIdentity(secret))])
}

/** @throws SealBroken unless it is the note this member wrote of this passkey. */
export async function openPasskeyNote(
	envelope: Uint8Array,
	{ desk, passkey }: Pick<PasskeyNote, 'desk' | 'passkey'>,
	secret: MemberSecret,
): Promise<PasskeyNote> {
	const plain = await open(envelope, [drawerIdentity(secret)])
	if (plain === null) throw new SealBroken('the note is locked for somebody else')
	const read = v.safeParse(noteText, parseJson(plain))
	if (!read.success) throw new SealBroken('the envelope holds no note of a passkey')
	if (read.output.desk !== desk || read.output.passkey !== passkey)
		throw new SealBroken('the note belongs elsewhere')
	const { login, label, day, credential } = read.output
	return { desk, passkey, login, label, day, credential }
}
