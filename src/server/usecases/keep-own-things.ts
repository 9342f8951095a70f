import type { Ask, Tell } from '#contract/endpoints.ts'
import { DRAWER_BUCKETS } from '#contract/drawer-bucket.ts'
import { Refused } from '#contract/refusals.ts'
import { drawerOf, type DrawerSegment, passkeysOf } from '#server/storage/reads/members.ts'
import { namesOf } from '#server/storage/reads/desks.ts'
import { sealedText } from '#server/usecases/account.ts'
import { base64urlOf } from '#server/usecases/base64url.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { MOST_PASSKEYS } from '#server/usecases/limits.ts'
import { checkedEnvelope, checkOwn } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { demandRoom } from '#server/usecases/space.ts'

// What members keep on the server for themselves and each other: key-ring, passkeys, drawer, names. All of it locked.

export async function changeKeyring(
	instance: Instance,
	{ session }: SignedIn,
	{ passphraseAuth, sheetAuth, keyring }: Ask<'putKeyring'>,
): Promise<void> {
	await instance.store.write('putKeyring', {
		account: session.account,
		passphraseAuth,
		sheetAuth,
		keyring: sealedText(keyring),
		session: session.token,
	})
	await instance.store.forget()
}

export async function listPasskeys(instance: Instance, { session }: SignedIn): Promise<Tell<'passkeys'>> {
	const passkeys = await passkeysOf(instance.store.read, session.account)
	return { passkeys: passkeys.map(({ id, note }) => ({ passkey: id, note: base64urlOf(note) })) }
}

export async function addPasskey(
	instance: Instance,
	{ session }: SignedIn,
	passkey: string,
	{ auth, keyring, note }: Ask<'putPasskey'>,
): Promise<void> {
	await instance.store.write('putPasskey', {
		account: session.account,
		passkey,
		auth,
		keyring: sealedText(keyring),
		note: sealedText(note),
		most: MOST_PASSKEYS,
	})
}

export async function removePasskey(
	instance: Instance,
	{ session }: SignedIn,
	passkey: string,
): Promise<void> {
	await instance.store.write('removePasskey', { account: session.account, passkey, session: session.token })
	await instance.store.forget()
}

export type Segment = { head: Tell<'drawer'>; bytes: Uint8Array }

export async function* readDrawer(instance: Instance, { session }: SignedIn): AsyncGenerator<Segment> {
	for await (const segment of drawerOf(instance.store.read, session.account)) yield framed(segment)
}

function framed({ bucket, generation, bytes }: DrawerSegment): Segment {
	return { head: { bucket, generation }, bytes }
}

export async function putDrawer(
	instance: Instance,
	{ desk, session }: SignedIn,
	frames: readonly { head: Ask<'putDrawer'>; bytes: Uint8Array }[],
): Promise<void> {
	const segments = frames.map(({ head, bytes }) => {
		if (head.bucket >= DRAWER_BUCKETS) throw new Refused('malformed', 'bucket')
		checkOwn(bytes)
		return { ...head, bytes }
	})
	await demandRoom(
		instance,
		'team',
		segments.reduce((sum, { bytes }) => sum + bytes.length, 0),
	)
	await instance.store.write('putDrawer', { desk: desk.id, account: session.account, segments })
}

export async function readNames(instance: Instance, { desk }: SignedIn): Promise<Uint8Array> {
	return namesOf(instance.store.read, desk.id)
}

export async function putNames(instance: Instance, { desk }: SignedIn, sealed: Uint8Array): Promise<void> {
	checkedEnvelope(sealed)
	await instance.store.write('putNames', { desk: desk.id, sealed })
}
