import { fetchFrames, sendBytes } from '#browser/desk/call-desk.ts'
import type { OpenDesk } from '#browser/desk/open-desk.ts'
import { type Parcel, readParcel, type TranslationRecord } from '#contract/parcels.ts'
import { translationToSign } from '#contract/signed-bytes.ts'
import type { Day } from '#domain/days.ts'
import { lastDayToTranslate } from '#domain/threads/decide-translation.ts'
import { type AgeRecipient, open as openEnvelope, seal, SealBroken } from '#vault/envelope.ts'
import { memberIdentity, type MemberSecret } from '#vault/member-keys.ts'
import { parseJson } from '#vault/message.ts'
import { sign } from '#vault/outside/signature.ts'
import { MESSAGE_STEP, padRecord } from '#vault/padding.ts'

// What an interpreter's page does: it fetches the texts it was given and sends translations back.

/** A text an interpreter was given, and the last day it lies here. */
export type TextGiven = { record: Parcel; until: Day }

/** @returns the texts that wait, oldest first, and how many do not open. */
export async function fetchTexts({
	desk,
	secret,
	token,
}: Pick<OpenDesk, 'desk' | 'secret' | 'token'>): Promise<{ texts: TextGiven[]; damaged: number }> {
	const frames = await fetchFrames('parcels', null, { at: { desk }, token })
	const texts: TextGiven[] = []
	for (const { head, bytes } of frames) {
		const record = await openParcel(bytes, { desk, parcel: head.parcel }, secret)
		if (record !== null) texts.push({ record, until: lastDayToTranslate(head.day) })
	}
	return { texts, damaged: frames.length - texts.length }
}

async function openParcel(
	sealed: Uint8Array,
	place: { desk: string; parcel: string },
	secret: MemberSecret,
): Promise<Parcel | null> {
	try {
		const plain = await openEnvelope(sealed, [memberIdentity(secret)])
		return plain === null ? null : readParcel(parseJson(plain), place)
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}

/** Signs a translation, locks it for whoever reads where the text came from, and sends it back. */
export async function sendBack(
	{ parcel, recipient }: Parcel,
	text: string,
	{ desk, secret, token }: Pick<OpenDesk, 'desk' | 'secret' | 'token'>,
): Promise<void> {
	const record: TranslationRecord = { v: 1, kind: 'translation', desk, parcel, text }
	const body = JSON.stringify(record)
	const signature = sign(secret.sign, 'translation', translationToSign(desk, parcel, body))
	const plain = padRecord(JSON.stringify({ body, signature }), MESSAGE_STEP)
	const sealed = new Uint8Array(await seal(plain, [recipient as AgeRecipient]))
	await sendBytes('returnParcel', sealed, { at: { desk, parcel }, token })
}
