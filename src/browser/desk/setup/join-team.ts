import * as v from 'valibot'
import { callServer } from '#browser/desk/call-desk.ts'
import { toBase64url } from '#browser/desk/bytes-as-text.ts'
import type { Derive } from '#browser/desk/derive-unlocking.ts'
import { lockKeyring, type NewMember, publicMember } from '#browser/desk/new-member.ts'
import { memberIdOf } from '#contract/hashed-secret.ts'
import { type JoinRequest, readJoinRequest } from '#contract/roster-text.ts'
import { signedText } from '#contract/shapes.ts'
import { administrators, type Label, LABELS, type Member, type Roster } from '#domain/roster/roster.ts'
import { type AgeRecipient, open, seal, SealBroken } from '#vault/envelope.ts'
import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import type { SigningKey } from '#vault/outside/signature.ts'
import { signersOf, type SignedText, signText } from '#vault/outside/signed-text.ts'
import { ENTRY_STEP, padRecord } from '#vault/padding.ts'

// [Note: joining] An invited person makes their keys in their own browser and leaves the public halves. A hostile
// server could leave keys of its own instead; therefore an administrator compares check words of the keys with the
// person by voice before signing them into the roster. Name and label are for administrators only until then.

const introduction = v.strictObject({
	v: v.literal(1),
	kind: v.literal('introduction'),
	desk: v.string(),
	signingKey: v.string(),
	name: v.pipe(v.string(), v.maxLength(200)),
	label: v.picklist(LABELS),
})

export type JoinTexts = { member: Member; request: SignedText; name: Uint8Array }

/** What an invited person leaves: a signed request with the public keys, and their name, sealed to administrators. */
export async function joinTexts(joiner: NewMember, roster: Roster): Promise<JoinTexts> {
	const member = await publicMember(joiner.secret, joiner.label, ['triage'])
	const { signingKey, recipient } = member
	const request: JoinRequest = { v: 1, desk: roster.desk as JoinRequest['desk'], signingKey, recipient }
	const who = {
		v: 1,
		kind: 'introduction',
		desk: roster.desk,
		signingKey,
		name: joiner.name,
		label: joiner.label,
	}
	const signedName = signText(JSON.stringify(who), 'join-request', [joiner.secret.sign])
	const readers = administrators(roster).map((reader) => reader.recipient as AgeRecipient)
	return {
		member,
		request: signText(JSON.stringify(request), 'join-request', [joiner.secret.sign]),
		name: await seal(padRecord(JSON.stringify(signedName), ENTRY_STEP), readers),
	}
}

/**
 * Leaves the request at the server. The link is used up by it.
 * @returns the public part of the new member, whose check words are compared by voice
 * @throws Refused, LineCut, DerivationStopped
 */
export async function leaveJoinRequest(
	token: string,
	joiner: NewMember,
	roster: Roster,
	derive: Derive,
): Promise<Member> {
	const keyring = await lockKeyring(joiner, roster.desk, derive)
	const { member, request, name } = await joinTexts(joiner, roster)
	await callServer(
		'join',
		{ token, request, login: joiner.login, ...keyring, name: toBase64url(name) },
		{ at: { desk: roster.desk } },
	)
	return member
}

/** Somebody who waits to be taken in, as an administrator sees them. */
export type Joiner = {
	member: string
	signingKey: SigningKey
	recipient: string
	/** Null when it is sealed to administrators this reader is not among. */
	introduced: { name: string; label: Label } | null
}

/**
 * Checks what an invited person left.
 * @returns null when it is not signed by the keys it speaks of, or meant for another team
 * @throws SealBroken when the name is addressed to this reader and damaged
 */
export async function readJoin(
	join: { member: string; request: SignedText; name: Uint8Array },
	desk: string,
	secret: MemberSecret,
): Promise<Joiner | null> {
	const request = readJoinRequest(join.request.text)
	if (request?.desk !== desk || memberIdOf(request.signingKey) !== join.member) return null
	if (!signersOf(join.request, 'join-request').includes(request.signingKey)) return null
	const { signingKey, recipient } = request
	const plain = await open(join.name, [memberIdentity(secret)])
	const introduced = plain === null ? null : readIntroduction(plain, desk, signingKey)
	return { member: join.member, signingKey, recipient, introduced }
}

function readIntroduction(plain: Uint8Array, desk: string, key: SigningKey): { name: string; label: Label } {
	const signed = v.safeParse(signedText, parseJson(plain))
	if (!signed.success || !signersOf(signed.output, 'join-request').includes(key))
		throw new SealBroken('the name is not signed by its owner')
	const who = v.safeParse(introduction, parseJson(new TextEncoder().encode(signed.output.text)))
	if (!who.success || who.output.desk !== desk || who.output.signingKey !== key)
		throw new SealBroken('the name belongs elsewhere')
	return { name: who.output.name, label: who.output.label }
}
