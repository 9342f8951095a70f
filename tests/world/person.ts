import { randomBytes } from 'node:crypto'
import type { Frame } from '#contract/frames.ts'
import { challengeToSign, partBytesToSign, sealedBytesToSign } from '#contract/signed-bytes.ts'
import { recipientOf, x25519Identity } from '#vault/age-keys.ts'
import { seal } from '#vault/envelope.ts'
import { hashOf } from '#vault/outside/format.ts'
import { type Purpose, sign, signingKeyOf } from '#vault/outside/signature.ts'
import { depositSeed } from '#vault/deposit-seed.ts'
import type { MacKey } from '#vault/return-keys.ts'

const hex = (size: number) => randomBytes(size).toString('hex')

/** Somebody who writes to a team, with keys as the return words give them. */
export type Person = { desk: string; mailbox: string; proofSeed: Uint8Array; depositSeed: Uint8Array }

export function newPerson(desk: string): Person {
	return {
		desk,
		mailbox: hex(16),
		proofSeed: randomBytes(32),
		depositSeed: depositSeed(Uint8Array.from(randomBytes(32)) as MacKey),
	}
}

/** A sealed text, for a recipient nobody remembers: servers must not care. */
export async function anEnvelope(text: string): Promise<Uint8Array> {
	const recipient = await recipientOf(x25519Identity(randomBytes(32)))
	return seal(new TextEncoder().encode(text), [recipient])
}

/** Bytes that look like an envelope of this size from outside, made in no time. */
export function envelopeLike(size: number): Uint8Array {
	const header = new TextEncoder().encode(
		`age-encryption.org/v1\n-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(43)}\n--- ${'C'.repeat(43)}\n`,
	)
	const bytes = Uint8Array.from(randomBytes(size))
	bytes.set(header)
	return bytes
}

export function firstMessage(
	{ mailbox, proofSeed, depositSeed: deposit }: Person,
	envelope: Uint8Array,
	flood: { challenge: string; nonce: number } | null = null,
): Frame {
	const head = { mailbox, proofKey: signingKeyOf(proofSeed), depositKey: signingKeyOf(deposit), flood }
	return { head, bytes: envelope }
}

export function furtherMessage(person: Person, envelope: Uint8Array): Frame {
	return left(person, person.proofSeed, 'message', envelope)
}

/** A first message with a copy of it for the person behind it. */
export function keptFirstMessage(person: Person, envelope: Uint8Array, copy: Uint8Array): Frame {
	const { head } = firstMessage(person, envelope)
	const bytes = Uint8Array.from([...envelope, ...copy])
	return { head: Object.assign({}, head, { copy: copy.length }), bytes }
}

export function laterCopy(person: Person, envelope: Uint8Array): Frame {
	return left(person, person.proofSeed, 'copy', envelope)
}

export function answerFor(person: Person, envelope: Uint8Array): Frame {
	return left(person, person.depositSeed, 'deposit', envelope)
}

function left({ desk, mailbox }: Person, seed: Uint8Array, purpose: Purpose, envelope: Uint8Array): Frame {
	const signature = sign(seed, purpose, sealedBytesToSign(desk, mailbox, hashOf(envelope)))
	return { head: { mailbox, signature }, bytes: envelope }
}

export function filePart(
	{ desk, mailbox, proofSeed }: Person,
	place: { file: string; part: number; parts: number },
	bytes: Uint8Array,
): Frame {
	const signature = sign(proofSeed, 'file-part', partBytesToSign(desk, mailbox, place, hashOf(bytes)))
	return { head: { mailbox, ...place, signature }, bytes }
}

/** What a returning person sends along to prove that the mailbox is theirs. */
export function proofFor({ desk, mailbox, proofSeed }: Person, challenge: string): object {
	return {
		mailbox,
		challenge,
		signature: sign(proofSeed, 'return', challengeToSign(desk, mailbox, challenge)),
	}
}
