import type { Ask, Tell } from '#contract/endpoints.ts'
import { DRAWER_BUCKETS } from '#contract/drawer-bucket.ts'
import { Refused } from '#contract/refusals.ts'
import { drawerOf, type DrawerSegment } from '#server/storage/reads/members.ts'
import { namesOf } from '#server/storage/reads/desks.ts'
import { checkedKeyring } from '#server/usecases/account.ts'
import type { Instance } from '#server/usecases/instance.ts'
import { checkedEnvelope, checkHeader } from '#server/usecases/sealed-bytes.ts'
import type { SignedIn } from '#server/usecases/sign-in.ts'
import { demandRoom } from '#server/usecases/space.ts'

// What members keep on the server for themselves and each other: key-ring, drawer, names. All of it locked.

export async function changeKeyring(
	instance: Instance,
	{ session }: SignedIn,
	{ passphraseAuth, sheetAuth, keyring }: Ask<'putKeyring'>,
): Promise<void> {
	await instance.store.write('putKeyring', {
		account: session.account,
		passphraseAuth,
		sheetAuth,
		keyring: checkedKeyring(keyring),
		session: session.token,
	})
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
		checkHeader(bytes)
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
