import * as v from 'valibot'
import { Refused } from '#browser/call-server.ts'
import { callServer } from '#browser/desk/call-desk.ts'
import { DeviceKeepsNothing, type DeviceStore } from '#browser/desk/kept/device-store.ts'
import { keptKeys } from '#browser/desk/kept/kept-record.ts'
import { type OpenDesk, UnlockRefused } from '#browser/desk/open-desk.ts'
import { refreshRoster } from '#browser/desk/write-roster.ts'
import { readRosterEntry } from '#contract/roster-text.ts'
import { hash, signedText } from '#contract/shapes.ts'
import type { Day } from '#domain/days.ts'
import { recipientOf } from '#vault/age-keys.ts'
import { open as openEnvelope, seal, SealBroken } from '#vault/envelope.ts'
import { parseJson } from '#vault/message.ts'
import { type SignedText, textHash } from '#vault/outside/signed-text.ts'

/** Not the name of a thread, which is 32 digits. */
const ROSTER = 'roster'

const record = v.strictObject({
	v: v.literal(1),
	kind: v.literal('kept-roster'),
	desk: hash,
	entries: v.array(signedText),
})

/**
 * Gives a server the roster entries it lacks that this device has seen, before anything is judged by the roster, and
 * keeps the roster as it is then. Where the team has gone on from an older roster since, that one counts: both are
 * signed by its administrators.
 * @throws UnlockRefused when the server goes on showing a roster older than the one seen
 */
export async function bringBackRoster(open: OpenDesk, device: DeviceStore, today: Day): Promise<OpenDesk> {
	try {
		const seen = await keptRoster(open, device)
		const now = seen !== null && isContinuedBy(open.entries, seen) ? await give(open, seen, today) : open
		await keepRoster(now, device)
		return now
	} catch (error) {
		if (error instanceof DeviceKeepsNothing) return open
		throw error
	}
}

/** Keeps the roster as the device has it now. A device that keeps nothing is passed over. */
export async function noteRoster(open: OpenDesk, device: DeviceStore): Promise<void> {
	try {
		await keepRoster(open, device)
	} catch (error) {
		if (!(error instanceof DeviceKeepsNothing)) throw error
	}
}

async function give(open: OpenDesk, seen: readonly SignedText[], today: Day): Promise<OpenDesk> {
	const { desk, token } = open
	for (const entry of seen.slice(open.entries.length)) {
		try {
			await callServer('addToRoster', { entry, statement: null }, { at: { desk }, token })
		} catch (error) {
			// A colleague brings the same entries back at the same time.
			if (!(error instanceof Refused && (isOvertaken(error) || standsAgain(error)))) throw error
		}
	}
	const fresh = await refreshRoster(open, today)
	const last = readRosterEntry(seen.at(-1)?.text ?? '')
	// A backup brought back what a team had destroyed before it closed: its members have to get in to destroy it again.
	const known = last?.kind === 'closed' ? seen.length - 1 : seen.length
	if (fresh.entries.length < known)
		throw new UnlockRefused('roster-broken', { because: 'not-next', seq: fresh.entries.length })
	return fresh
}

function isOvertaken({ because, detail }: Refused): boolean {
	return because === 'not-the-next-entry' || (because === 'roster-refuses' && detail === 'not-next')
}

/** Whether a server refuses that the team has closed, because a backup brought things back. */
function standsAgain({ because, detail }: Refused): boolean {
	return because === 'roster-refuses' && (detail === 'threads-remain' || detail === 'counts-differ')
}

function isContinuedBy(entries: readonly SignedText[], seen: readonly SignedText[]): boolean {
	const last = entries.at(-1)
	const same = seen[entries.length - 1]
	if (last === undefined || same === undefined || seen.length === entries.length) return false
	// Each entry names the hash of the one before: equal ends are equal chains.
	return textHash(last) === textHash(same)
}

async function keptRoster({ desk, secret }: OpenDesk, device: DeviceStore): Promise<SignedText[] | null> {
	const keys = keptKeys(secret, desk)
	const [sealed] = await device.readAll(keys.nameOf(ROSTER))
	if (sealed === undefined) return null
	try {
		const plain = await openEnvelope(sealed, [keys.identity])
		const read = plain === null ? null : v.safeParse(record, parseJson(plain))
		return read?.success === true && read.output.desk === desk ? read.output.entries : null
	} catch (error) {
		if (error instanceof SealBroken) return null
		throw error
	}
}

async function keepRoster({ desk, secret, entries }: OpenDesk, device: DeviceStore): Promise<void> {
	const keys = keptKeys(secret, desk)
	const text = new TextEncoder().encode(JSON.stringify({ v: 1, kind: 'kept-roster', desk, entries }))
	const sealed = await seal(text, [await recipientOf(keys.identity)])
	await device.put(keys.nameOf(ROSTER), sealed)
}
